import { and, not } from "drizzle-orm";
import type { z } from "zod";
import { innermost, isForeignKeyViolation } from "@/db/failure";
import { isAnyOf } from "@/db/queries";
import { users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import type { CleanupReport } from "@/lib/api/admin/admin-shapes";
import type { cleanupInput } from "@/lib/api/admin/management-schemas";
import { ok, type Result } from "@/lib/api/result";
import type { AdminContext } from "@/lib/auth/core/context";
import { type DeletedUser, deleteUsers } from "@/lib/auth/core/delete-users";
import { readConfig } from "@/lib/auth/settings/settings";
import { countDeleted, finishRun, startRun } from "./cleanup-runs";
import { timeLeft } from "./cron-steps";
import { countInactiveGuests, type Due, dueAt, findKept, isRemovable, protecting } from "./inactive-guests";
import { purgeExpiredRows } from "./purge";

/** Users per transaction: each holds its locks for some tens of milliseconds. */
const batchSize = 500;

/** A run stops beginning batches after this time (milliseconds); the next one goes on where it stopped. */
const budget = 30_000;

export type CleanupInput = z.output<typeof cleanupInput>;

/** Removes inactive guests, as `removeInactiveGuests`; then, unless it is a dry run, whatever else has expired. */
export async function cleanUp(ctx: AdminContext, input: CleanupInput): Promise<Result<CleanupReport>> {
  const report = await removeInactiveGuests(ctx, input, timeLeft(budget));
  if (!input.dryRun) await purgeExpiredRows(ctx, timeLeft(budget / 2));
  return report;
}

/**
 * Removes guests who have not been active for the configured maximum age (none where there is no such age), at most
 * `limit` of them, each with its `user.deleted` event. Guests who upgrade, act, or come to own something protected at that moment stay, and so does
 * a guest whom a foreign key of some table keeps. Safe to run twice at once, to kill, and to repeat. A dry run changes nothing and returns who
 * would be removed and who would be kept, and why.
 */
export async function removeInactiveGuests(
  ctx: AdminContext,
  { dryRun, limit }: CleanupInput,
  isTimeLeft: () => boolean,
): Promise<Result<CleanupReport>> {
  const began = performance.now();
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const due = dueAt(ctx.clock(), maxAge);
  const runId = await startRun(ctx, { dryRun, maxAge });
  const referenced = new Map<string, string>();
  let deleted = 0;
  while (due !== null && !dryRun && isTimeLeft()) {
    const size = Math.min(batchSize, (limit ?? Number.POSITIVE_INFINITY) - deleted);
    const batch = size > 0 ? await removeBatch(ctx, { ...due, runId, size, referenced, isTimeLeft }) : null;
    if (batch === null) break;
    deleted += batch;
  }
  const remaining = Math.max(0, (await countInactiveGuests(ctx, maxAge)) - referenced.size);
  const protectedGuests = due === null ? [] : await findKept(ctx.db, due);
  const kept = [
    ...protectedGuests.map(({ userId, reason }) => ({ userId, reason })),
    ...[...referenced].map(([userId, reason]) => ({ userId, reason })),
  ];
  await finishRun(ctx, runId, remaining);
  return ok({
    deleted,
    wouldDelete: dryRun ? Math.min(remaining, limit ?? remaining) : 0,
    remaining,
    kept,
    durationMs: Math.round(performance.now() - began),
  });
}

type Batch = Due & {
  runId: string;
  size: number;
  /** Guests whom a foreign key keeps, and the reason to give. */
  referenced: Map<string, string>;
  isTimeLeft: () => boolean;
};

/** Returns how many guests were removed; null where there was none to take. Where a foreign key forbids it, each guest is tried alone. */
async function removeBatch(ctx: AdminContext, batch: Batch): Promise<number | null> {
  try {
    return await lockAndDelete(ctx, batch, deleteTogether);
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    return lockAndDelete(ctx, batch, deleteSingly);
  }
}

/**
 * First the locks, then the same question again in a statement that sees all that was committed before them: nobody can add what keeps a
 * guest, or sign in and leave one behind, in between or until the end.
 */
function lockAndDelete(ctx: AdminContext, batch: Batch, remove: Removal): Promise<number | null> {
  const { referenced } = batch;
  return withTransaction(ctx, async (tx) => {
    const locked = await tx.db
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          isRemovable(batch),
          referenced.size === 0 ? undefined : not(isAnyOf(users.id, [...referenced.keys()])),
        ),
      )
      .orderBy(users.lastActiveAt)
      .limit(batch.size)
      .for("update", { skipLocked: true });
    if (locked.length === 0) return null;
    const ids = locked.map(({ id }) => id);
    for (const { column } of protecting)
      await tx.db.select({ id: column }).from(column.table).where(isAnyOf(column, ids)).for("update");
    const guests = await tx.db
      .select({ id: users.id, isAnonymous: users.isAnonymous, lastActiveAt: users.lastActiveAt })
      .from(users)
      .where(and(isAnyOf(users.id, ids), isRemovable(batch)));
    const deleted = await remove(tx, guests, batch);
    if (deleted > 0) await countDeleted(tx, batch.runId, deleted);
    return deleted;
  });
}

type Removal = (tx: AdminContext, guests: readonly DeletedUser[], batch: Batch) => Promise<number>;

const deleteTogether: Removal = async (tx, guests) => {
  await deleteUsers(tx, guests, "inactive", tx.actor);
  return guests.length;
};

const deleteSingly: Removal = async (tx, guests, { referenced, isTimeLeft }) => {
  let deleted = 0;
  for (const guest of guests) {
    if (!isTimeLeft()) break;
    try {
      await tx.db.transaction((db) => deleteUsers({ ...tx, db }, [guest], "inactive", tx.actor));
      deleted++;
    } catch (error) {
      if (!isForeignKeyViolation(error)) throw error;
      referenced.set(guest.id, `a row in "${tableOf(error)}" forbids the deletion`);
    }
  }
  return deleted;
};

/** The table of the row that refers to the user, or to something of theirs, as PostgreSQL names it. */
function tableOf(error: unknown): string {
  const cause = innermost(error);
  return "table" in cause && typeof cause.table === "string" ? cause.table : "unknown";
}
