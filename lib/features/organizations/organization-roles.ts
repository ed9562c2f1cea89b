import { and, count, eq, inArray, sql } from "drizzle-orm";
import { invitations, memberships, organizations, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import type { Action } from "@/lib/auth/core/permissions";
import type { Membership, NewRole, OfMember, OfOrganization } from "./api";
import { isMembership, membershipEvent, permittedUser } from "./memberships";

/**
 * Gives a member another role. Only owners can, and an organization keeps one owner.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND also for a non-member, CONFLICT for the
 * last owner, VALIDATION_FAILED (`fields.role`) where a guest would be owner or admin.
 */
export function setMemberRole(
  ctx: Context,
  { organizationId, userId, role }: NewRole,
): Promise<Result<Membership>> {
  return withMembers(ctx, { organizationId, userId }, "organization.manage", async (tx, members) => {
    const { current, subject, owners } = members;
    if (current.role !== "owner") return fail("FORBIDDEN");
    if (!subject) return fail("NOT_FOUND");
    if (subject.isGuest && role !== "member")
      return fail("VALIDATION_FAILED", { fields: { role: "Guests can't be owners or admins" } });
    if (subject.role === "owner" && role !== "owner" && owners === 1) return fail("CONFLICT");
    const [changed] = await tx.db
      .update(memberships)
      .set({ role })
      .where(isMembership(organizationId, userId))
      .returning();
    if (!changed) return fail("NOT_FOUND");
    await writeAudit(tx, membershipEvent("organization.role_changed", changed, byUser(current.userId)));
    return ok(changed);
  });
}

/**
 * Removes a member, and turns off the open link, by which they could come back. Owners and admins can; an owner is removed by
 * owners only.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND also for a non-member, CONFLICT for the
 * last owner.
 */
export function removeMember(ctx: Context, { organizationId, userId }: OfMember): Promise<Result<null>> {
  return withMembers(ctx, { organizationId, userId }, "organization.manage", async (tx, members) => {
    const { current, subject, owners } = members;
    if (current.role === "member") return fail("FORBIDDEN");
    if (!subject) return fail("NOT_FOUND");
    if (subject.role === "owner" && current.role !== "owner") return fail("FORBIDDEN");
    if (subject.role === "owner" && owners === 1) return fail("CONFLICT");
    await removeMembership(tx, organizationId, userId, current.userId);
    await tx.db.delete(invitations).where(eq(invitations.organizationId, organizationId));
    return ok(null);
  });
}

/**
 * Leaves an organization; an owner only while there is another. With the last member the organization is deleted.
 * Errors: those of `currentUser`, NOT_FOUND, CONFLICT for the last owner among others.
 */
export function leaveOrganization(ctx: Context, { organizationId }: OfOrganization): Promise<Result<null>> {
  return withMembers(ctx, { organizationId, userId: null }, "organization.join", async (tx, members) => {
    const { current, owners, total } = members;
    if (current.role === "owner" && owners === 1 && total > 1) return fail("CONFLICT");
    await removeMembership(tx, organizationId, current.userId, current.userId);
    if (total === 1) await tx.db.delete(organizations).where(eq(organizations.id, organizationId));
    return ok(null);
  });
}

async function removeMembership(
  tx: Context,
  organizationId: string,
  userId: string,
  by: string,
): Promise<void> {
  const [removed] = await tx.db.delete(memberships).where(isMembership(organizationId, userId)).returning();
  if (removed) await writeAudit(tx, membershipEvent("organization.member_removed", removed, byUser(by)));
}

type Member = { userId: string; role: Membership["role"]; isGuest: boolean };

/** The current user and the one to be changed, and how many owners and members there are. */
type Members = { current: Member; subject: Member | undefined; owners: number; total: number };

/** Decides with the organization locked. Errors: those of `permittedUser`, NOT_FOUND for a non-member. */
async function withMembers<Data>(
  ctx: Context,
  { organizationId, userId }: { organizationId: string; userId: string | null },
  action: Action,
  decide: (tx: Context, members: Members) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const permitted = await permittedUser(ctx, action);
  if (!permitted.ok) return permitted;
  const currentId = permitted.data;
  return withTransaction(ctx, async (tx) => {
    const { db } = tx;
    // Changes of one organization's members wait for each other, so that a race cannot lose the last owner.
    await db
      .select({ id: organizations.id })
      .from(organizations)
      .where(eq(organizations.id, organizationId))
      .for("update");
    const inOrganization = eq(memberships.organizationId, organizationId);
    const found = await db
      .select({ userId: memberships.userId, role: memberships.role, isGuest: users.isAnonymous })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(inOrganization, inArray(memberships.userId, [currentId, userId ?? currentId])));
    const current = found.find((member) => member.userId === currentId);
    if (!current) return fail("NOT_FOUND");
    const [counts] = await db
      .select({
        owners: sql`count(*) FILTER (WHERE ${memberships.role} = 'owner')`.mapWith(Number),
        total: count(),
      })
      .from(memberships)
      .where(inOrganization);
    const { owners = 0, total = 0 } = counts ?? {};
    const subject = found.find((member) => member.userId === userId);
    return decide(tx, { current, subject, owners, total });
  });
}
