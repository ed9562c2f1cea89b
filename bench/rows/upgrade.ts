import { durations, exactly, target, typical } from "../load";
import type { Side } from "../site";
import { idOf, insertGuests, insertJoiners, tokenOf } from "./people";
import type { Row } from "./row";
import { countWork } from "./statements";

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
    await insertGuests(app.pool, "guest", 2 * enough);
    await insertGuests(app.pool, "counted", each);
    await insertGuests(ceiling.pool, "bare", enough);
    await insertJoiners(app.pool, "joiner", (rounds + 1) * eachJoined, joined);
    const ours = upgrader(app, "guest");
    const joiner = upgrader(app, "joiner");
    const run = (side: typeof ours) => () => typical(side, each, pause);
    return [
      {
        what: "time without the hash, of a bare route behind a middleware that writes the same rows",
        value: await durations(rounds, run(ours), run(bareUpgrader(ceiling, "bare"))),
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
export const withoutHash = { NODE_OPTIONS: "--require ./bench/rows/no-hash.cjs" };

export function upgrader(app: Side, prefix: string) {
  return target(`${app.url}/api/auth/anonymous/upgrade`, "POST", (number) => ({
    headers: { authorization: `Bearer ${tokenOf(prefix, number)}` },
    body: { email: `${prefix}-${number}@example.com`, password: "correct horse battery" },
  }));
}

function bareUpgrader(ceiling: Side, prefix: string) {
  return target(`${ceiling.url}/upgrade`, "POST", (number) => {
    const id = idOf(prefix, number);
    return { body: { id, email: `${id}@example.com` } };
  });
}
