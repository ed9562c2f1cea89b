import { desc, eq, max, sql } from "drizzle-orm";
import { cleanupRuns } from "@/db/schema";
import type { CleanupRun } from "@/lib/api/views";
import { actorName } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";

/** Writes down that a run begins. Returns its id. */
export async function startRun(
  { db, clock, actor }: AdminContext,
  run: { dryRun: boolean; maxAge: number | null },
): Promise<string> {
  const id = newId("run");
  await db.insert(cleanupRuns).values({ ...run, id, actor: actorName(actor), startedAt: clock() });
  return id;
}

/** Adds to what a run has deleted, in the transaction that deletes. */
export async function countDeleted({ db }: AdminContext, id: string, deleted: number): Promise<void> {
  await db
    .update(cleanupRuns)
    .set({ deleted: sql`${cleanupRuns.deleted} + ${deleted}` })
    .where(eq(cleanupRuns.id, id));
}

/** Writes down that a run is over, and how many were left for the next. */
export async function finishRun({ db, clock }: AdminContext, id: string, remaining: number): Promise<void> {
  await db.update(cleanupRuns).set({ remaining, finishedAt: clock() }).where(eq(cleanupRuns.id, id));
}

/** Returns when a run that was no dry run last came to its end, or null. */
export async function lastCleanup({ db }: AdminContext): Promise<Date | null> {
  const [row] = await db
    .select({ finishedAt: max(cleanupRuns.finishedAt) })
    .from(cleanupRuns)
    .where(sql`NOT ${cleanupRuns.dryRun}`);
  return row?.finishedAt ?? null;
}

/** Returns the twenty newest runs. */
export function listCleanupRuns({ db }: AdminContext): Promise<CleanupRun[]> {
  return db.select().from(cleanupRuns).orderBy(desc(cleanupRuns.id)).limit(20);
}
