import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "./audit";
import { firstId } from "./ids";
import { absoluteLifetime, later } from "./sessions";

const p = sql.placeholder;

/** Rows per statement. */
const batchSize = 5_000;

/** For this long at least an expired session can be told from an unknown one, and a mail or a webhook be looked up (seconds). */
const keptFor = 7 * 24 * 60 * 60;

function sweeper(table: string, key: string, isOver: SQL, seconds: number) {
  const [name, column] = [sql.identifier(table), sql.identifier(key)];
  const run = statement<{ count: number }>(
    `sweep_${table}`,
    sql`WITH over AS (
        SELECT ${column} FROM ${name} WHERE ${isOver} LIMIT ${sql.raw(String(batchSize))} FOR UPDATE SKIP LOCKED
      ), gone AS (
        DELETE FROM ${name} USING over WHERE ${name}.${column} = over.${column} RETURNING 1
      )
      SELECT count(*)::int AS count FROM gone`,
  );
  return { run, seconds };
}

const sweepers = [
  // By their ids, which sort by the time they were made: an index on when they end would be written by every visit.
  sweeper("sessions", "id", sql`id < ${p("firstSession")}`, absoluteLifetime + keptFor),
  // No cookie that held one of these is kept for longer.
  sweeper("rotated_tokens", "token_hash", sql`rotated_at < ${at("before")}`, absoluteLifetime),
  sweeper("verification_tokens", "id", sql`expires_at < ${at("before")}`, 0),
  sweeper("invitations", "id", sql`expires_at < ${at("before")}`, 0),
  sweeper("mail_outbox", "id", sql`id < ${p("firstMail")}`, keptFor),
  sweeper("webhook_deliveries", "event_id", sql`ended_at < ${at("before")}`, keptFor),
  sweeper("rate_limits", "key", sql`expires_at < ${at("before")}`, 0),
];

/**
 * Removes what is over: sessions that nobody can have used for a week, mails a week after they were written, webhooks a week after they were sent, replaced
 * secrets that no cookie holds any more, tokens, invitations and counters. No statement reads a table of sessions or users
 * from end to end.
 */
export async function sweep(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  for (const { run, seconds } of sweepers) {
    const before = later(now, -seconds);
    const values = { before, firstSession: firstId("ses", before), firstMail: firstId("mail", before) };
    for (let count = batchSize; count === batchSize && isTimeLeft(); )
      count = (await run(db, values))[0]?.count ?? 0;
  }
}
