import { exactly, rates, round } from "../load";
import type { Row } from "../row";
import { countWork } from "../statements";
import { target } from "../target";

export const createGuest: Row = {
  name: "create-guest",
  async measure({ app, ceiling }, { seconds, rounds }) {
    const ours = target(`${app.url}/api/auth/sign-in/anonymous`, "POST");
    const alike = target(`${ceiling.url}/create/alike`, "POST");
    const bare = target(`${ceiling.url}/create`, "POST");
    const run = (side: typeof ours) => () => round(side, seconds);
    return [
      {
        what: "throughput, of a bare route that inserts the same three rows",
        value: await rates(rounds, run(ours), run(alike)),
        target: { atLeast: 0.65 },
      },
      {
        what: "throughput, of a bare route that inserts one row",
        value: await rates(rounds, run(ours), run(bare)),
        target: { atLeast: 0.65 },
      },
      ...(await countWork(app.pool, () => exactly(ours, 100))),
    ];
  },
};
