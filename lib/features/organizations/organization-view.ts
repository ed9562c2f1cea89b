import { and, asc, eq, gt } from "drizzle-orm";
import { invitations, memberships, organizations, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { Context } from "@/lib/auth/core/context";
import { afterCursor, pageOf } from "@/lib/auth/core/keyset";
import { can } from "@/lib/auth/core/permissions";
import { currentUser } from "@/lib/auth/session/session";
import type { Membership, Organization } from "./api";
import { isMembership } from "./memberships";

/** One of a page of members. `email` is null for a viewer who does not manage the organization. */
export type MemberView = {
  userId: string;
  name: string | null;
  email: string | null;
  isGuest: boolean;
  isYou: boolean;
  role: Membership["role"];
  joinedAt: Date;
};

/** An organization as one of its members sees it. `invitedUntil` is null without an open link, and for plain members. */
export type OrganizationView = Organization & {
  role: Membership["role"];
  /** Owner or admin, with a full account. */
  canManage: boolean;
  isLastOwner: boolean;
  invitedUntil: Date | null;
  memberCount: number;
  members: MemberView[];
  /** The cursor of the next page of members: null at the end. */
  after: string | null;
};

/** Members on one page. */
const pageSize = 50;

/**
 * Returns an organization as the current user, a member, sees it, with a page of its members; emails only for its owners and admins.
 * Errors: those of `currentUser`, NOT_FOUND for a non-member, VALIDATION_FAILED for an invalid cursor.
 */
export async function viewOrganization(
  ctx: Context,
  { organizationId, after }: { organizationId: string; after?: string | undefined },
): Promise<Result<OrganizationView>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  const { user } = signedIn.data;
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  const { db } = ctx;
  const inOrganization = eq(memberships.organizationId, organizationId);
  const [found] = await db
    .select({
      organization: organizations,
      role: memberships.role,
      invitedUntil: invitations.expiresAt,
      owners: db.$count(memberships, and(inOrganization, eq(memberships.role, "owner"))),
      memberCount: db.$count(memberships, inOrganization),
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .leftJoin(
      invitations,
      and(eq(invitations.organizationId, organizations.id), gt(invitations.expiresAt, ctx.clock())),
    )
    .where(isMembership(organizationId, user.id));
  if (!found) return fail("NOT_FOUND");
  const rows = await db
    .select({
      userId: memberships.userId,
      name: users.name,
      email: users.email,
      isGuest: users.isAnonymous,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(inOrganization, cursor.data ? gt(memberships.userId, cursor.data.id) : undefined))
    .orderBy(asc(memberships.userId))
    .limit(pageSize + 1);
  const { organization, role, invitedUntil, owners, memberCount } = found;
  const canManage = role !== "member" && can(user, "organization.manage").allowed;
  const shown = rows.map((row) => ({
    ...row,
    email: canManage ? row.email : null,
    isYou: row.userId === user.id,
  }));
  const page = pageOf(shown, pageSize, ({ joinedAt: time, userId: id }) => ({ time, id }));
  return ok({
    ...organization,
    role,
    canManage,
    isLastOwner: role === "owner" && owners === 1,
    invitedUntil: canManage ? invitedUntil : null,
    memberCount,
    members: page.items,
    after: page.after,
  });
}
