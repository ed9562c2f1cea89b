import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { memberships, organizations, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { type Actor, type AuditEntry, byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { type Action, quotaRefusal, refusalOf } from "@/lib/auth/core/permissions";
import { currentUser } from "@/lib/auth/session/session";
import type { Membership, NewOrganization, Organization } from "./api";

/** An organization of one's own: one's role in it, and how many members it has. */
export type MembershipView = Organization & { role: Membership["role"]; members: number };

/** The event of a user who joined, left or got another role. */
export function membershipEvent(
  type: "organization.member_added" | "organization.member_removed" | "organization.role_changed",
  { organizationId, userId, role }: Pick<Membership, "organizationId" | "userId" | "role">,
  actor: Actor,
): AuditEntry {
  return { type, userId, actor, details: { organizationId, role } };
}

/** The row of one member. */
export function isMembership(organizationId: string, userId: string) {
  return and(eq(memberships.organizationId, organizationId), eq(memberships.userId, userId));
}

/** Creates an organization that the current user owns. Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN for one too many. */
export async function createOwnOrganization(
  ctx: Context,
  { name }: NewOrganization,
): Promise<Result<Organization>> {
  const current = await permittedUser(ctx, "organization.create");
  if (!current.ok) return current;
  const userId = current.data;
  return withTransaction(ctx, async (tx) => {
    const { db } = tx;
    const createdAt = ctx.clock();
    // The account may have been detached from its address meanwhile.
    const [owner] = await db
      .select({ isAnonymous: users.isAnonymous, role: users.role })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.isAnonymous, false)))
      .for("no key update");
    if (!owner) return fail("FULL_ACCOUNT_REQUIRED");
    const owned = and(eq(memberships.userId, userId), eq(memberships.role, "owner"));
    if (quotaRefusal(owner, "organization.create", await db.$count(memberships, owned)))
      return fail("FORBIDDEN", { fields: { name: "You own as many organizations as an account can have" } });
    const organization = { id: newId("org"), name, createdAt };
    const membership = { organizationId: organization.id, userId, role: "owner" as const, createdAt };
    await db.insert(organizations).values(organization);
    await db.insert(memberships).values(membership);
    await writeAudit(tx, membershipEvent("organization.member_added", membership, byUser(userId)));
    return ok(organization, 201);
  });
}

/** Lists the organizations of the current user, by name, 200 at most. Errors: those of `currentUser`. */
export async function listOwnOrganizations(ctx: Context): Promise<Result<MembershipView[]>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const rows = await ctx.db
    .select({
      ...getTableColumns(organizations),
      role: memberships.role,
      members: ctx.db.$count(memberships, eq(memberships.organizationId, organizations.id)),
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(eq(memberships.userId, current.data.user.id))
    .orderBy(asc(organizations.name), asc(organizations.id))
    .limit(200);
  return ok(rows);
}

/** Returns the id of the current user, if they may do this. Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN. */
export async function permittedUser(ctx: Context, action: Action): Promise<Result<string>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  return refusalOf(current.data.user, action) ?? ok(current.data.user.id);
}
