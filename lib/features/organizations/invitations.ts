import { and, eq, gt, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { invitations, memberships, organizations, users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { CronStep } from "@/lib/auth/cleanup/cron-steps";
import { purgeRows } from "@/lib/auth/cleanup/purge";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { hashSecret, newSessionSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";
import { readSession, sessionError } from "@/lib/auth/session/session";
import type { InvitationToken, OfOrganization, Organization } from "./api";
import { isMembership, membershipEvent, permittedUser } from "./memberships";

/** The secret of a link into an organization. Shown once. */
export type Invitation = { token: string; expiresAt: Date };

/** How long an invitation link works (seconds). */
const lifetime = 7 * 24 * 60 * 60;

/**
 * Creates the secret of a link by which anyone can join as a plain member, for seven days. It is shown once and replaces the link
 * before it.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN for a plain member, NOT_FOUND for a non-member.
 */
export function inviteByLink(ctx: Context, { organizationId }: OfOrganization): Promise<Result<Invitation>> {
  return asManager(ctx, organizationId, async (db, userId) => {
    const { token, tokenHash } = newSessionSecret();
    const createdAt = ctx.clock();
    const expiresAt = addSeconds(createdAt, lifetime);
    const fresh = { id: newId("inv"), tokenHash, createdBy: userId, expiresAt, createdAt };
    await db
      .insert(invitations)
      .values({ ...fresh, organizationId })
      .onConflictDoUpdate({ target: invitations.organizationId, set: fresh });
    return ok({ token, expiresAt }, 201);
  });
}

/** Turns off the link of an organization; without a link that is the same answer. Errors: those of `inviteByLink`. */
export function closeInvitation(ctx: Context, { organizationId }: OfOrganization): Promise<Result<null>> {
  return asManager(ctx, organizationId, async (db) => {
    await db.delete(invitations).where(eq(invitations.organizationId, organizationId));
    return ok(null);
  });
}

/** Does `work` as an owner or admin of the organization. Errors: those of `inviteByLink`. */
async function asManager<Data>(
  ctx: Context,
  organizationId: string,
  work: (db: Db, userId: string) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const current = await permittedUser(ctx, "organization.manage");
  if (!current.ok) return current;
  const userId = current.data;
  return inTransaction(ctx.db, async (db) => {
    // The membership after the organization, as everywhere: an admin who is just being removed leaves no open link behind.
    await db
      .select({ id: organizations.id })
      .from(organizations)
      .where(eq(organizations.id, organizationId))
      .for("key share");
    const [membership] = await db
      .select({ role: memberships.role })
      .from(memberships)
      .where(isMembership(organizationId, userId))
      .for("share");
    if (!membership) return fail("NOT_FOUND");
    return membership.role === "member" ? fail("FORBIDDEN") : work(db, userId);
  });
}

/** Returns the organization that an invitation is for, and whether the current user is a member already. Errors: TOKEN_INVALID. */
export async function findInvitation(
  ctx: Context,
  { token }: InvitationToken,
): Promise<Result<Organization & { isMember: boolean }>> {
  const lookup = await readSession(ctx);
  const userId = lookup.state === "live" ? lookup.user.id : "";
  const [found] = await ctx.db
    .select({ organization: organizations, memberId: memberships.userId })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(
      memberships,
      and(eq(memberships.organizationId, organizations.id), eq(memberships.userId, userId)),
    )
    .where(and(eq(invitations.tokenHash, hashSecret(token)), gt(invitations.expiresAt, ctx.clock())));
  return found ? ok({ ...found.organization, isMember: found.memberId !== null }) : fail("TOKEN_INVALID");
}

/**
 * Joins by an invitation's secret, also as a guest. Somebody who is a member already keeps their role.
 * Errors: those of `currentUser`, TOKEN_INVALID.
 */
export async function joinOrganization(
  ctx: Context,
  { token }: InvitationToken,
): Promise<Result<Organization>> {
  const current = await permittedUser(ctx, "organization.join");
  if (!current.ok) return current;
  const userId = current.data;
  const tokenHash = hashSecret(token);
  return inTransaction(ctx.db, async (db) => {
    const [user] = await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("key share");
    if (!user) return sessionError("none");
    const invited = db
      .select({ id: invitations.organizationId })
      .from(invitations)
      .where(eq(invitations.tokenHash, tokenHash));
    const [organization] = await db
      .select()
      .from(organizations)
      .where(eq(organizations.id, invited))
      .for("key share");
    // After the organization, which is locked while its link is turned off.
    const [invitation] = await db
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(eq(invitations.tokenHash, tokenHash), gt(invitations.expiresAt, ctx.clock())))
      .for("key share");
    if (!organization || !invitation) return fail("TOKEN_INVALID");
    const [joined] = await db
      .insert(memberships)
      .values({ organizationId: organization.id, userId, role: "member", createdAt: ctx.clock() })
      .onConflictDoNothing()
      .returning();
    if (joined)
      await writeAudit({ ...ctx, db }, membershipEvent("organization.member_added", joined, byUser(userId)));
    return ok(organization);
  });
}

/** Deletes links to join that nobody can use any more. */
export const invitationPurgeStep: CronStep = {
  name: "invitations",
  run: ({ db, clock }, isTimeLeft) =>
    purgeRows(db, invitations.id, lt(invitations.expiresAt, clock()), isTimeLeft),
};
