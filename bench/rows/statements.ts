import type { Pool } from "pg";
import { sentDuring } from "../../e2e/support/statements";

/** Counts the statements and commits of `work`, for each of the requests that it returns the number of; one statement, or `atMost` so many. */
export async function countWork(pool: Pool, work: () => Promise<number>, atMost = 1) {
  let requests = 0;
  const sent = await sentDuring(pool, async () => {
    requests = await work();
  });
  // Outside a transaction each statement is a commit of its own.
  const commits = sent.blocks > 0 ? sent.blocks : sent.statements;
  return [
    { what: "statements", value: sent.statements / requests, target: { atMost } },
    { what: "commits", value: commits / requests, target: { atMost } },
  ];
}
