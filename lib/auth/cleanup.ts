import { type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "../contract/result";
import type { CleanupReport } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import { finishRun, startRun } from "./cleanup-runs";
import { readConfig } from "./config";
import type { KeeperCtx } from "./context";
import { callHook } from "./hooks";
import { sweep } from "./housekeeping";
import { newId } from "./ids";
import { later } from "./sessions";

const p = sql.placeholder;

/** Users per transaction: each holds its locks for some milliseconds. */
const batchSize = 200;

/** A run stops beginning batches after this time (milliseconds); the next one goes on where it stopped. */
const budget = 45_000;

/** Of those who are kept, the report names this many. */
const namedAtMost = 100;

/** The guest `u` has not been active since the placeholder `before`. */
const idle = sql`u.is_anonymous AND u.last_active_at < ${at("before")}`;

type Protection = { table: SQL; owner: SQL; when: SQL; reason: string };

const ownProtections: Protection[] = ownership.flatMap(({ column, protects }) =>
  protects === null ? [] : [{ table: sql`${column.table}`, owner: sql`${column}`, ...protects }],
);

const protections: Protection[] = [
  ...ownProtections,
  {
    table: sql`sessions s`,
    owner: sql`s.guest_id`,
    when: sql`s.guest_until > ${at("now")} AND s.expires_at > ${at("now")}`,
    reason: "signed in, and may still bring the work along",
  },
];

function holds({ table, owner, when }: Protection): SQL {
  return sql`EXISTS (SELECT FROM ${table} WHERE ${owner} = u.id AND ${when})`;
}

const isProtected = sql`(${sql.join(protections.map(holds), sql` OR `)})`;

/** The one place that says whom a cleanup removes: for the preview, the deletion and every count. */
const stale = sql`${idle} AND NOT ${isProtected}`;

const countStale = statement<{ count: number }>(
  "count_stale_guests",
  sql`SELECT count(*)::int AS count FROM users u WHERE ${stale}`,
);

const whyKept = sql.join(
  protections.map((protection) => sql`WHEN ${holds(protection)} THEN ${protection.reason}::text`),
  sql` `,
);

const findKept = statement<{ user_id: string; reason: string }>(
  "find_kept_guests",
  sql`SELECT u.id AS user_id, CASE ${whyKept} END AS reason FROM users u
    WHERE ${idle} AND ${isProtected} ORDER BY u.last_active_at LIMIT ${sql.raw(String(namedAtMost))}`,
);

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

const remove = statement(
  "delete_stale_guests",
  sql`WITH gone AS (
      DELETE FROM users u WHERE u.id = ANY (${p("ids")}::text[]) RETURNING u.id, u.last_active_at
    ), audit AS (${auditByKeeper(
      "user.deleted",
      sql`SELECT id, last_active_at FROM gone`,
      sql`jsonb_build_object('reason', 'inactive', 'lastActiveAt', source.last_active_at)`,
    )})
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
  if (!dryRun) await sweep(ctx.db, now, isTimeLeft);
  const remaining = due === null ? 0 : ((await countStale(ctx.db, due))[0]?.count ?? 0);
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

type Due = { now: string; before: string };

function dueAt(now: Date, maxAge: number | null): Due | null {
  return maxAge === null ? null : { now: now.toISOString(), before: later(now, -maxAge) };
}

/** How many guests a cleanup would remove now if this were the maximum age (seconds; null for none). */
export async function countStaleGuests(ctx: KeeperCtx, maxAge: number | null): Promise<number> {
  const due = dueAt(ctx.clock(), maxAge);
  return due === null ? 0 : ((await countStale(ctx.db, due))[0]?.count ?? 0);
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
    await callHook({ ...ctx, db }, "removing", { userIds: ids, reason: "inactive" });
    const auditIds = ids.map(() => newId("aud"));
    await remove(db, { ids, auditIds, now: due.now, actor: ctx.actor, runId });
    return ids.length;
  });
}
