import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { type WebhookEvent, webhookEvent } from "../contract/webhook-schemas";
import { at } from "./audit";
import { later } from "./sessions";
import { isoTime } from "./users";

/** Deliveries at a time: what is in memory, and how many requests the owner's server meets at once from one process. */
const batchSize = 20;

/** The last attempt comes some three days after the first: the pauses double from a minute to twelve hours. */
const maxAttempts = 16;

/** Null where the owner's server has taken it. One that is `final` is not tried again. */
export type Refusal = { failure: string; final: boolean } | null;

type DeliveryRow = {
  id: string;
  type: string;
  user_id: string;
  details: Record<string, unknown>;
  created_at: string;
};

const p = sql.placeholder;

const take = statement<DeliveryRow>(
  "take_webhooks",
  sql`WITH taken AS (
      UPDATE webhook_deliveries SET attempts = attempts + 1,
        due_at = ${at("now")} + least(interval '1 minute' * power(2, least(attempts, 10)), interval '12 hours')
      WHERE event_id IN (
        SELECT event_id FROM webhook_deliveries WHERE ended_at IS NULL AND due_at <= ${at("now")}
        ORDER BY due_at LIMIT ${sql.raw(String(batchSize))} FOR UPDATE SKIP LOCKED
      )
      RETURNING event_id
    )
    SELECT e.id, e.type, e.user_id, e.details, e.created_at FROM taken JOIN audit_events e ON e.id = taken.event_id
    ORDER BY e.created_at, e.id`,
);

const markDelivered = statement(
  "mark_webhook_delivered",
  sql`UPDATE webhook_deliveries SET ended_at = ${at("now")}, failure = NULL WHERE event_id = ${p("id")}`,
);

const markFailed = statement<{ given_up: boolean }>(
  "mark_webhook_failed",
  sql`UPDATE webhook_deliveries SET failure = ${p("failure")},
      ended_at = CASE WHEN ${p("final")}::boolean OR attempts >= ${sql.raw(String(maxAttempts))} THEN ${at("now")} END
    WHERE event_id = ${p("id")} AND ended_at IS NULL
    RETURNING ended_at IS NOT NULL AS given_up`,
);

/** What became of the deliveries of one run, and why the last of those that were refused was. */
export type Report = { delivered: number; refused: number; givenUp: number; failure: string | null };

/**
 * Hands every event that is due to `send` and writes down what came of it, until nothing is due, there is no time left, or
 * of a whole batch not one was taken: a server that is away is asked no further. One that failed, or whose process died, is
 * due again after a minute, then two, four … twelve hours at most, under the same id: sent at least once. It is given up
 * after sixteen attempts, or at once where the refusal is final.
 */
export async function deliverWebhookEvents(
  db: Db,
  clock: () => Date,
  send: (event: WebhookEvent) => Promise<Refusal>,
  isTimeLeft: () => boolean,
): Promise<Report> {
  const report: Report = { delivered: 0, refused: 0, givenUp: 0, failure: null };
  const now = () => later(clock(), 0);
  const attempt = async (row: DeliveryRow) => {
    const event = toEvent(row);
    const refusal = event ? await send(event) : notOurs;
    if (refusal === null) {
      await markDelivered(db, { id: row.id, now: now() });
      report.delivered++;
      return;
    }
    const [marked] = await markFailed(db, { id: row.id, ...refusal, now: now() });
    report.refused++;
    report.failure = refusal.failure;
    if (marked?.given_up) report.givenUp++;
  };
  for (let before = -1; report.delivered > before && isTimeLeft(); ) {
    before = report.delivered;
    const attempts = await Promise.allSettled((await take(db, { now: now() })).map(attempt));
    for (const done of attempts) if (done.status === "rejected") throw done.reason;
  }
  return report;
}

/** What another version has written, perhaps. */
const notOurs = { failure: "not an event as the schema has it", final: true };

/** The schema lets through what a receiver is to know of the event's details, and nothing else. */
function toEvent({ id, type, user_id: userId, details, created_at }: DeliveryRow): WebhookEvent | undefined {
  const data = { isGuest: details.method === "anonymous", ...details, userId };
  return webhookEvent.safeParse({ id, type, timestamp: isoTime(created_at), data }).data;
}
