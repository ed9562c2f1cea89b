import { spreadOf } from "../figures";
import { exactly, interleave, round, type Target } from "../load";
import { insertGuests, tokenOf } from "../people";
import type { Row } from "../row";
import { countWork } from "../statements";

const prefix = "read";
const guests = 100;

export const getSession: Row = {
  name: "get-session",
  async measure({ app, ceiling }, { seconds, rounds }) {
    await insertGuests(app.pool, prefix, guests);
    await insertGuests(ceiling.pool, prefix, guests);
    const ours = reader(`${app.url}/api/auth/get-session`);
    const bare = reader(`${ceiling.url}/read`);
    const pairs = await interleave(
      rounds,
      () => round(ours, seconds),
      () => round(bare, seconds),
    );
    const work = await countWork(app.pool, () => exactly(ours, 100));
    return [
      {
        what: "throughput, of a bare SELECT",
        value: spreadOf(pairs.map(([app, bare]) => app.rate / bare.rate)),
        target: { atLeast: 0.9 },
      },
      { what: "statements", value: work.statements, target: { atMost: 1 } },
    ];
  },
};

function reader(url: string): Target {
  let asked = 0;
  const next = () => ({ headers: { authorization: `Bearer ${tokenOf(prefix, asked++ % guests)}` } });
  return { url, method: "GET", next };
}
