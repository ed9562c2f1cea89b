import { and, eq, gt, lt, not, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Ownership } from "@/db/columns";
import { ownership } from "@/db/ownership";
import { sessions, users } from "@/db/schema";
import type { CleanupPreview, InactiveGuest } from "@/lib/api/views";
import type { AdminContext } from "@/lib/auth/core/context";
import { ownedCounts } from "@/lib/auth/core/owned";
import { addSeconds } from "@/lib/auth/core/users";
import { readConfig } from "@/lib/auth/settings/settings";

/** So many are named of those who will be removed, and of those who are kept. */
const namedAtMost = 100;

/** Those who are kept are looked for among this many. Once a cleanup has done its work, there are no others left. */
const searchedAtMost = 10_000;

/** When a cleanup takes place, and since when a guest must have been inactive to be removed by it. */
export type Due = { now: Date; before: Date };

/** Returns since when a guest must have been inactive. `maxAge` in seconds; null where it is, since nobody is ever removed then. */
export function dueAt(now: Date, maxAge: number | null): Due | null {
  return maxAge === null ? null : { now, before: addSeconds(now, -maxAge) };
}

/** The tables whose rows keep their guest, by the list in db/ownership.ts. */
export const protecting: readonly Ownership[] = ownership.filter(({ protects }) => protects !== null);

/** What keeps a guest: a condition on `users`, and the reason to give. */
type Protection = { holds: SQL; reason: string };

function protections({ now }: Due): Protection[] {
  return [
    ...ownership.flatMap(({ column, protects }) => {
      if (protects === null) return [];
      const { when, reason } = protects;
      return [
        { holds: sql`EXISTS (SELECT FROM ${column.table} WHERE ${and(eq(column, users.id), when)})`, reason },
      ];
    }),
    {
      holds: sql`EXISTS (SELECT FROM ${sessions} WHERE ${and(
        eq(sessions.guestId, users.id),
        gt(sessions.guestUntil, now),
        gt(sessions.expiresAt, now),
      )})`,
      reason: "signed in, and may still bring the work along",
    },
  ];
}

function isInactive({ before }: Due): SQL | undefined {
  // Written as the partial index is, without a parameter.
  return and(sql`${users.isAnonymous}`, lt(users.lastActiveAt, before));
}

/**
 * The one place that says whom a cleanup removes: for the preview, the deletion and every count. Each protection is denied by itself, so
 * that millions are counted by a join and not looked up one by one.
 */
export function isRemovable(due: Due): SQL | undefined {
  return and(isInactive(due), ...protections(due).map(({ holds }) => not(holds)));
}

/** Returns how many guests a cleanup would remove now if this were the maximum age (seconds; null for none). */
export async function countInactiveGuests(
  { db, clock }: AdminContext,
  maxAge: number | null,
): Promise<number> {
  const due = dueAt(clock(), maxAge);
  return due === null ? 0 : db.$count(users, isRemovable(due));
}

const description = {
  userId: users.id,
  name: users.name,
  lastActiveAt: users.lastActiveAt,
  counts: ownedCounts(users.id),
};

/** Returns some of those who would be removed, the longest inactive first. */
function findRemovable(db: Db, due: Due): Promise<InactiveGuest[]> {
  return db
    .select({ ...description, reason: sql<null>`NULL` })
    .from(users)
    .where(isRemovable(due))
    .orderBy(users.lastActiveAt)
    .limit(namedAtMost);
}

/** Returns some of those who have been inactive for as long and are kept, and why. */
export function findKept(db: Db, due: Due): Promise<(InactiveGuest & { reason: string })[]> {
  const all = protections(due);
  const reasons = all.map(({ holds, reason }) => sql`WHEN ${holds} THEN ${reason}::text`);
  // Under the name of the table, so that the conditions on `users` hold of it.
  const inactive = db
    .select()
    .from(users)
    .where(isInactive(due))
    .orderBy(users.lastActiveAt)
    .limit(searchedAtMost)
    .as("users");
  return db
    .select({ ...description, reason: sql<string>`CASE ${sql.join(reasons, sql` `)} END` })
    .from(inactive)
    .where(or(...all.map(({ holds }) => holds)))
    .orderBy(inactive.lastActiveAt)
    .limit(namedAtMost);
}

/** Returns who would be removed if a cleanup ran now, and who would be kept and why. Changes nothing, and is no run. */
export async function previewCleanup(ctx: AdminContext): Promise<CleanupPreview> {
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const due = dueAt(ctx.clock(), maxAge);
  if (due === null) return { maxAge, wouldDelete: 0, toRemove: [], kept: [] };
  const [wouldDelete, toRemove, kept] = await Promise.all([
    countInactiveGuests(ctx, maxAge),
    findRemovable(ctx.db, due),
    findKept(ctx.db, due),
  ]);
  return { maxAge, wouldDelete, toRemove, kept };
}
