import { spreadOf } from "../figures";
import { exactly, interleave, round, type Target } from "../load";
import type { Row } from "../row";
import { countWork } from "../statements";

export const createGuest: Row = {
  name: "create-guest",
  async measure({ app, ceiling }, { seconds, rounds }) {
    const ours: Target = { url: `${app.url}/api/auth/sign-in/anonymous`, method: "POST", next: () => ({}) };
    const bare: Target = { url: `${ceiling.url}/create`, method: "POST", next: () => ({}) };
    const pairs = await interleave(
      rounds,
      () => round(ours, seconds),
      () => round(bare, seconds),
    );
    const work = await countWork(app.pool, () => exactly(ours, 100));
    return [
      {
        what: "throughput, of a bare INSERT",
        value: spreadOf(pairs.map(([app, bare]) => app.rate / bare.rate)),
        target: { atLeast: 0.65 },
      },
      { what: "statements", value: work.statements, target: { atMost: 1 } },
      { what: "commits", value: work.commits, target: { atMost: 1 } },
    ];
  },
};
