import { durations, exactly, typical } from "../load";
import { insertGuests, insertJoiners, tokenOf } from "../people";
import type { Row } from "../row";
import type { Side } from "../site";
import { countWork } from "../statements";
import { target } from "../target";

const joined = 10_000;

/** So many upgrades for each median of a round, and so many where each of them owns that much. */
const each = 10;
const eachJoined = 4;

/** For the mail of the upgrade before (milliseconds). */
const pause = 50;

export const upgrade: Row = {
  name: "upgrade",
  async measure({ another, ceiling }, { rounds }) {
    const app = await another(withoutHash);
    const enough = (rounds + 1) * each;
    await insertGuests(app.pool, "guest", 3 * enough);
    await insertGuests(app.pool, "counted", each);
    for (const prefix of ["alike", "bare"]) await insertGuests(ceiling.pool, prefix, enough);
    await insertJoiners(app.pool, "joiner", (rounds + 1) * eachJoined, joined);
    const ours = upgrader(app, "guest");
    const joiner = upgrader(app, "joiner");
    const run = (side: typeof ours) => () => typical(side, each, pause);
    return [
      {
        what: "time without the hash, of a bare route that writes the same rows",
        value: await durations(rounds, run(ours), run(bareUpgrader(ceiling, "/upgrade/alike", "alike"))),
        target: { atMost: 1.3 },
      },
      {
        what: "time without the hash, of a bare route that updates one row",
        value: await durations(rounds, run(ours), run(bareUpgrader(ceiling, "/upgrade", "bare"))),
        target: { atMost: 1.3 },
      },
      {
        what: `time with ${joined.toLocaleString("en")} owned rows, of one with none`,
        value: await durations(
          rounds,
          () => typical(joiner, eachJoined, pause),
          () => typical(ours, eachJoined, pause),
        ),
        target: { atMost: 1.1 },
      },
      ...(await countWork(app.pool, () => exactly(upgrader(app, "counted"), each))),
    ];
  },
};

/** How to start an application whose passwords are hashed in no time. */
export const withoutHash = { NODE_OPTIONS: "--require ./bench/no-hash.cjs" };

export function upgrader(app: Side, prefix: string) {
  return target(`${app.url}/api/auth/anonymous/upgrade`, "POST", (number) => ({
    headers: { authorization: `Bearer ${tokenOf(prefix, number)}` },
    body: { email: `${prefix}-${number}@example.com`, password: "correct horse battery" },
  }));
}

function bareUpgrader(ceiling: Side, path: string, prefix: string) {
  return target(ceiling.url + path, "POST", (number) => {
    const id = tokenOf(prefix, number);
    return { body: { id, email: `${id}@example.com` } };
  });
}
