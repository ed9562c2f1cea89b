import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

/** How many statements a database was sent, and how many of them began a transaction. */
type Counted = { statements: number; blocks: number };

// What delivers the mail runs after the answer, the settings are read again by time, limits may be counted elsewhere, a new
// connection is set up, and an idle one is asked whether it is alive.
const beside = 'mail_outbox"? set|from "?settings|rate_limits|pg_stat_statements|is_direct|^select \\$1$';

const counted = `SELECT coalesce(sum(calls), 0)::int AS statements,
    coalesce(sum(calls) FILTER (WHERE query ILIKE 'begin%'), 0)::int AS blocks
  FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query !~* $1`;

/** What this database is sent during `work`. The database has the extension pg_stat_statements. */
export async function sentDuring(pool: Pool, work: () => Promise<unknown>): Promise<Counted> {
  // What an earlier request has left unanswered.
  await sleep(500);
  const before = await read(pool);
  await work();
  const after = await read(pool);
  return { statements: after.statements - before.statements, blocks: after.blocks - before.blocks };
}

async function read(pool: Pool): Promise<Counted> {
  const { rows } = await pool.query<Counted>(counted, [beside]);
  const [row] = rows;
  if (!row) throw new Error("no counts");
  return row;
}
