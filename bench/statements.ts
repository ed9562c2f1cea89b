import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

/** What the database did for one request. */
type Work = { statements: number; commits: number };

// What delivers the mail runs after the answer, and the settings are read again by time.
const beside = "mail_outbox SET|FROM settings|pg_stat_statements";

const counted = `SELECT coalesce(sum(calls), 0)::int AS statements,
    coalesce(sum(calls) FILTER (WHERE query ILIKE 'begin%'), 0)::int AS blocks
  FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query !~ $1`;

/** What the database is asked to do by `work`, for each of the requests that it says it made. */
export async function countWork(pool: Pool, work: () => Promise<number>): Promise<Work> {
  // What the round before has left unanswered.
  await sleep(500);
  const before = await read(pool);
  const requests = await work();
  const after = await read(pool);
  const statements = (after.statements - before.statements) / requests;
  const blocks = (after.blocks - before.blocks) / requests;
  // Outside a transaction each statement is a commit of its own.
  return { statements, commits: blocks > 0 ? blocks : statements };
}

async function read(pool: Pool): Promise<{ statements: number; blocks: number }> {
  const { rows } = await pool.query<{ statements: number; blocks: number }>(counted, [beside]);
  const [row] = rows;
  if (!row) throw new Error("no counts");
  return row;
}
