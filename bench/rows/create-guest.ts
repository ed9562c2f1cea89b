import { exactly, rates, round, target } from "../load";
import type { Row } from "./row";
import { countWork } from "./statements";

export const createGuest: Row = {
  name: "create-guest",
  async measure({ app, ceiling }, { seconds, rounds }) {
    const ours = target(`${app.url}/api/auth/sign-in/anonymous`, "POST");
    const bare = target(`${ceiling.url}/create`, "POST");
    const run = (side: typeof ours) => () => round(side, seconds);
    return [
      {
        what: "throughput, of a bare route behind a middleware that inserts the same rows",
        value: await rates(rounds, run(ours), run(bare)),
        target: { atLeast: 0.75 },
      },
      ...(await countWork(app.pool, () => exactly(ours, 100))),
    ];
  },
};
