import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { ok, type Result } from "../contract/result";
import type { WebhookOverview } from "../contract/wire";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { isoTime } from "./users";

/** Events that were given up and are sent again by one wish: what one statement updates in good time. */
const batchSize = 10_000;

type FailedRow = {
  id: string;
  type: string;
  user_id: string;
  attempts: number;
  failure: string;
  due_at: string;
  ended_at: string | null;
};

const countAll = statement<{ waiting: number; given_up: number }>(
  "count_webhooks",
  sql`SELECT (SELECT count(*)::int FROM webhook_deliveries WHERE ended_at IS NULL) AS waiting,
    (SELECT count(*)::int FROM webhook_deliveries WHERE failure IS NOT NULL AND ended_at IS NOT NULL) AS given_up`,
);

const newestFailed = statement<FailedRow>(
  "list_failed_webhooks",
  sql`SELECT e.id, e.type, e.user_id, d.attempts, d.failure, d.due_at, d.ended_at
    FROM webhook_deliveries d JOIN audit_events e ON e.id = d.event_id
    WHERE d.failure IS NOT NULL ORDER BY d.event_id DESC LIMIT 20`,
);

/** How many events wait or were given up, and the twenty newest of those that were not taken when they were last sent. */
export async function readWebhooks(ctx: KeeperCtx): Promise<WebhookOverview> {
  const [[counts], failed] = await Promise.all([countAll(ctx.db, {}), newestFailed(ctx.db, {})]);
  return {
    waiting: counts?.waiting ?? 0,
    givenUp: counts?.given_up ?? 0,
    failed: failed.map((row) => ({
      id: row.id,
      type: row.type,
      userId: row.user_id,
      attempts: row.attempts,
      failure: row.failure,
      nextAttemptAt: row.ended_at === null ? isoTime(row.due_at) : null,
    })),
  };
}

const revive = statement<{ count: number }>(
  "send_webhooks_again",
  sql`WITH again AS (
      UPDATE webhook_deliveries SET ended_at = NULL, attempts = 0, due_at = ${at("now")}
      WHERE event_id IN (
        SELECT event_id FROM webhook_deliveries WHERE failure IS NOT NULL AND ended_at IS NOT NULL
        ORDER BY event_id LIMIT ${sql.raw(String(batchSize))} FOR UPDATE SKIP LOCKED
      )
      RETURNING 1
    )
    SELECT count(*)::int AS count FROM again`,
);

/** Has events that were given up sent again from the start, the oldest ten thousand at most; how many. */
export async function sendWebhooksAgain(ctx: KeeperCtx): Promise<Result<{ count: number }>> {
  const [row] = await revive(ctx.db, { now: ctx.clock().toISOString() });
  return ok({ count: row?.count ?? 0 });
}
