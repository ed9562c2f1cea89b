import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "./audit";
import { later } from "./sessions";

/** Rows per statement. */
const batchSize = 5_000;

/** For this long an expired session can still be told from an unknown one, and a mail or a webhook be looked up (seconds). */
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
  sweeper("sessions", "id", sql`expires_at < ${at("before")}`, keptFor),
  sweeper("verification_tokens", "id", sql`expires_at < ${at("before")}`, 0),
  sweeper("invitations", "id", sql`expires_at < ${at("before")}`, 0),
  sweeper("mail_outbox", "id", sql`sent_at < ${at("before")}`, keptFor),
  sweeper("webhook_deliveries", "event_id", sql`ended_at < ${at("before")}`, keptFor),
  sweeper("rate_limits", "key", sql`expires_at < ${at("before")}`, 0),
];

/** Removes sessions, mails and webhooks a week after they ended or were sent, and tokens, invitations and counters that are over. */
export async function sweep(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  for (const { run, seconds } of sweepers) {
    const before = later(now, -seconds);
    for (let count = batchSize; count === batchSize && isTimeLeft(); )
      count = (await run(db, { before }))[0]?.count ?? 0;
  }
}
