import { exactly, rates, round, target } from "../load";
import { insertGuests, tokenOf } from "./people";
import type { Row } from "./row";
import { countWork } from "./statements";

const guests = 100;

export const getSession: Row = {
  name: "get-session",
  async measure({ app, ceiling }, { seconds, rounds }) {
    for (const { pool } of [app, ceiling]) await insertGuests(pool, "reader", guests);
    const ours = reader(`${app.url}/api/auth/get-session`);
    const bare = reader(`${ceiling.url}/read`);
    return [
      {
        what: "throughput, of a bare route that selects the user of a session",
        value: await rates(
          rounds,
          () => round(ours, seconds),
          () => round(bare, seconds),
        ),
        target: { atLeast: 0.9 },
      },
      ...(await countWork(app.pool, () => exactly(ours, 100))),
    ];
  },
};

function reader(url: string) {
  return target(url, "GET", (number) => ({
    headers: { authorization: `Bearer ${tokenOf("reader", number % guests)}` },
  }));
}
