import { spreadOf } from "../figures";
import { exactly, interleave, newAddress, round, type Target } from "../load";
import { insertGuests, insertJoiners, tokenOf } from "../people";
import type { Row } from "../row";
import type { Side } from "../site";
import { countWork } from "../statements";

/** One at a time: what is asked for is how long one takes. */
const connections = 1;

const owned = 10_000;

export const upgrade: Row = {
  name: "upgrade",
  async measure({ another, ceiling }, { seconds, rounds }) {
    const app = await another({ NODE_OPTIONS: "--require ./bench/no-hash.cjs" });
    const enough = (rounds + 2) * seconds * 1_500;
    await insertGuests(app.pool, "up", enough);
    await insertGuests(ceiling.pool, "up", enough);
    const ours = upgrader(app, "up");
    const bare = bareUpgrader(ceiling, "up");
    const pairs = await interleave(
      rounds,
      () => round(ours, seconds, connections),
      () => round(bare, seconds, connections),
    );
    const work = await countWork(app.pool, () => exactly(ours, 100));
    const owners = (rounds + 1) * 10;
    await insertGuests(app.pool, "few", owners);
    await insertJoiners(app.pool, "many", owners, owned);
    const [few, many] = [upgrader(app, "few"), upgrader(app, "many")];
    const growth = await interleave(
      rounds,
      () => some(many),
      () => some(few),
    );
    return [
      {
        what: "time without the hash, of a bare UPDATE",
        value: spreadOf(pairs.map(([app, bare]) => bare.rate / app.rate)),
        target: { atMost: 1.3 },
      },
      {
        what: `time with ${owned.toLocaleString("en")} owned rows, of one with none`,
        value: spreadOf(growth.map(([many, few]) => many / few)),
        target: { atMost: 1.1 },
      },
      { what: "statements", value: work.statements, target: { atMost: 1 } },
      { what: "commits", value: work.commits, target: { atMost: 1 } },
    ];
  },
};

function upgrader(app: Side, prefix: string): Target {
  let asked = 0;
  const next = () => {
    const number = asked++;
    return {
      headers: {
        authorization: `Bearer ${tokenOf(prefix, number)}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ email: `${prefix}-${number}@example.com`, password: "correct horse battery" }),
    };
  };
  return { url: `${app.url}/api/auth/anonymous/upgrade`, method: "POST", next };
}

function bareUpgrader(ceiling: Side, prefix: string): Target {
  let asked = 0;
  const next = () => {
    const id = tokenOf(prefix, asked++);
    return {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, email: `${id}@example.com` }),
    };
  };
  return { url: `${ceiling.url}/upgrade`, method: "POST", next };
}

/** The median time of ten (milliseconds). */
async function some({ url, next }: Target): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < 10; number++) {
    const { headers, body = null } = next();
    const began = performance.now();
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { ...headers, "x-forwarded-for": newAddress() },
    });
    await answer.text();
    times.push(performance.now() - began);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  }
  return spreadOf(times).median;
}
