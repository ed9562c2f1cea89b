import { and, asc, desc, eq, inArray, not, notExists, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { isAnyOf } from "@/db/queries";
import { memberships, organizations, users } from "@/db/schema";
import { type Actor, writeAudit } from "@/lib/auth/core/audit";
import type { Hooks } from "@/lib/auth/core/hooks";
import { isMembership, membershipEvent } from "./memberships";

/** What organizations do when a user is about to be deleted. */
export const organizationHooks: Hooks = {
  removing: (db, { userIds, actor }) => transferOwnership(db, userIds, actor),
};

/**
 * Transfers the organizations whose only owners are these users, who are about to be deleted: to the admin who joined first, or else to the
 * member who joined first, guests aside. One without any other member is deleted. Each new owner is an event by `actor`.
 */
async function transferOwnership(db: Db, userIds: readonly string[], actor: Actor): Promise<void> {
  const isLeaving = isAnyOf(memberships.userId, userIds);
  const isStaying = not(isLeaving);
  // All organizations of registered users: another owner who is deleted at this moment may be about to transfer one to them. Nothing is ever
  // transferred to a guest, and the cleanup removes hundreds at a time: those who own nothing are passed over without a look at their memberships.
  const concerned = union(
    db
      .select({ id: memberships.organizationId })
      .from(memberships)
      .where(and(isLeaving, eq(memberships.role, "owner"))),
    db
      .select({ id: memberships.organizationId })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(and(isAnyOf(users.id, userIds), eq(users.isAnonymous, false))),
  );
  const locked = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(inArray(organizations.id, concerned))
    .orderBy(asc(organizations.id))
    .for("update");
  if (locked.length === 0) return;
  const owners = await db
    .select({ organizationId: memberships.organizationId, userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        inArray(
          memberships.organizationId,
          locked.map(({ id }) => id),
        ),
        eq(memberships.role, "owner"),
      ),
    );
  const keepOwner = new Set(
    owners.filter(({ userId }) => !userIds.includes(userId)).map(({ organizationId }) => organizationId),
  );
  const ownerless = owners.map(({ organizationId }) => organizationId).filter((id) => !keepOwner.has(id));
  if (ownerless.length === 0) return;
  const heirs = await db
    .selectDistinctOn([memberships.organizationId], {
      organizationId: memberships.organizationId,
      userId: memberships.userId,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(inArray(memberships.organizationId, ownerless), isStaying, eq(users.isAnonymous, false)))
    .orderBy(
      memberships.organizationId,
      desc(sql`${memberships.role} = 'admin'`),
      asc(memberships.createdAt),
      asc(memberships.userId),
    );
  for (const { organizationId, userId } of heirs)
    await db.update(memberships).set({ role: "owner" }).where(isMembership(organizationId, userId));
  await writeAudit(
    { db, clock: () => new Date() },
    ...heirs.map((heir) => membershipEvent("organization.role_changed", { ...heir, role: "owner" }, actor)),
  );
  const staying = db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.organizationId, organizations.id), isStaying));
  await db.delete(organizations).where(and(inArray(organizations.id, ownerless), notExists(staying)));
}
