import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

// What delivers the mail runs after the answer, and the settings are read again by time.
const beside = "mail_outbox SET|FROM settings|pg_stat_statements";

const counted = `SELECT coalesce(sum(calls), 0)::int AS statements,
    coalesce(sum(calls) FILTER (WHERE query ILIKE 'begin%'), 0)::int AS blocks
  FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query !~ $1`;

/** What the database is asked to do by `work`, for each of the requests that it says it made; one statement, or `atMost` so many. */
export async function countWork(pool: Pool, work: () => Promise<number>, atMost = 1) {
  // What the round before has left unanswered.
  await sleep(500);
  const before = await read(pool);
  const requests = await work();
  const after = await read(pool);
  const statements = (after.statements - before.statements) / requests;
  const blocks = (after.blocks - before.blocks) / requests;
  // Outside a transaction each statement is a commit of its own.
  const commits = blocks > 0 ? blocks : statements;
  return [
    { what: "statements", value: statements, target: { atMost } },
    { what: "commits", value: commits, target: { atMost } },
  ];
}

async function read(pool: Pool): Promise<{ statements: number; blocks: number }> {
  const { rows } = await pool.query<{ statements: number; blocks: number }>(counted, [beside]);
  const [row] = rows;
  if (!row) throw new Error("no counts");
  return row;
}
