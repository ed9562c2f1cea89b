import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "../contract/result";
import type { CleanupReport } from "../contract/wire";
import { announcing } from "./announcements";
import { auditByKeeper } from "./audit";
import { finishRun, startRun } from "./cleanup-runs";
import { readConfig } from "./config";
import type { KeeperCtx } from "./context";
import { countGuestDays } from "./guest-days";
import { callHook } from "./hooks";
import { sweep } from "./housekeeping";
import { newId } from "./ids";
import { countStaleGuests, type Due, dueAt, findKept, ownProtections, stale } from "./stale-guests";
import { handOverOrganizations } from "./succession";

const p = sql.placeholder;

/** Users per transaction: each holds its locks for some milliseconds. */
const batchSize = 200;

/** A run stops beginning batches after this time (milliseconds); the next one goes on where it stopped. */
const budget = 45_000;

const lockStale = statement<{ id: string }>(
  "lock_stale_guests",
  sql`SELECT u.id FROM users u WHERE ${stale}
    ORDER BY u.last_active_at LIMIT ${p("size")}::int FOR UPDATE OF u SKIP LOCKED`,
);

const lockOwned = ownProtections.map(({ table, owner }, index) =>
  statement(
    `lock_protecting_rows_${index}`,
    sql`SELECT FROM ${table} WHERE ${owner} = ANY (${p("ids")}::text[]) FOR UPDATE`,
  ),
);

const confirmStale = statement<{ id: string }>(
  "confirm_stale_guests",
  sql`SELECT u.id FROM users u WHERE u.id = ANY (${p("ids")}::text[]) AND ${stale}`,
);

const remove = announcing(
  "delete_stale_guests",
  (event) => sql`WITH gone AS (
      DELETE FROM users u WHERE u.id = ANY (${p("ids")}::text[]) RETURNING u.id, u.last_active_at
    ), ${event(
      auditByKeeper(
        "user.deleted",
        sql`SELECT id, last_active_at FROM gone`,
        sql`jsonb_build_object('reason', 'inactive', 'isGuest', true, 'lastActiveAt', source.last_active_at)`,
      ),
    )}
    UPDATE cleanup_runs SET deleted = deleted + (SELECT count(*) FROM gone) WHERE id = ${p("runId")}`,
);

export type CleanupWish = { dryRun: boolean; limit: number | null };

/**
 * Removes guests who have not been active for the configured maximum age (none where there is no such age), at most
 * `limit` of them, each with its `user.deleted` event; then whatever else has had its time. Guests who upgrade, act, or
 * come to own something protected at that moment stay. Safe to run twice at once, to kill, and to repeat. A dry run
 * changes nothing and tells who would go and who would be kept, and why.
 */
export async function cleanUp(
  ctx: KeeperCtx,
  { dryRun, limit }: CleanupWish,
  budgetMs = budget,
): Promise<Result<CleanupReport>> {
  const began = performance.now();
  const isTimeLeft = () => performance.now() - began < budgetMs;
  const now = ctx.clock();
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const due = dueAt(now, maxAge);
  const runId = await startRun(ctx, { dryRun, maxAge });
  let deleted = 0;
  while (due !== null && !dryRun && isTimeLeft()) {
    const size = Math.min(batchSize, (limit ?? Number.POSITIVE_INFINITY) - deleted);
    const batch = size > 0 ? await removeBatch(ctx, { ...due, runId }, size) : null;
    if (batch === null) break;
    deleted += batch;
  }
  if (!dryRun) await countGuestDays(ctx.db, now, isTimeLeft);
  if (!dryRun) await sweep(ctx.db, now, isTimeLeft);
  const remaining = await countStaleGuests(ctx, maxAge);
  const kept = due === null ? [] : await findKept(ctx.db, due);
  await finishRun(ctx, runId, remaining);
  return ok({
    deleted,
    wouldDelete: dryRun ? Math.min(remaining, limit ?? remaining) : 0,
    remaining,
    kept: kept.map(({ user_id: userId, reason }) => ({ userId, reason })),
    durationMs: Math.round(performance.now() - began),
  });
}

/**
 * How many guests this batch removed; null where there was none to take. First the locks, then the same question again
 * in a statement that sees all that was committed before them: nobody can sign a card, or sign in and leave a guest
 * behind, in between or until the end. Those who go are announced, and nobody else.
 */
function removeBatch(
  ctx: KeeperCtx,
  { runId, ...due }: Due & { runId: string },
  size: number,
): Promise<number | null> {
  return inTransaction(ctx.db, async (db) => {
    const locked = (await lockStale(db, { ...due, size })).map(({ id }) => id);
    if (locked.length === 0) return null;
    for (const lock of lockOwned) await lock(db, { ids: locked });
    const ids = (await confirmStale(db, { ...due, ids: locked })).map(({ id }) => id);
    if (ids.length === 0) return 0;
    const tx = { ...ctx, db };
    await callHook(tx, "removing", { userIds: ids, reason: "inactive" });
    await handOverOrganizations(tx, ids, ctx.actor);
    const auditIds = ids.map(() => newId("aud"));
    await remove(tx, { ids, auditIds, now: due.now, actor: ctx.actor, runId });
    return ids.length;
  });
}
