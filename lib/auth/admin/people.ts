import { desc, eq, sql } from "drizzle-orm";
import { mailOutbox, sessions, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import type { Person } from "@/lib/api/views";
import { signInMethodsOf } from "@/lib/auth/account/sign-in-methods";
import { lockAdmins } from "@/lib/auth/core/admins";
import { actorName, byUser, writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext, AdminMailContext, Context } from "@/lib/auth/core/context";
import { ownedCounts } from "@/lib/auth/core/owned";
import { type Action, refusalOf } from "@/lib/auth/core/permissions";
import { toUser } from "@/lib/auth/core/users";
import { mailToken } from "@/lib/auth/email/mailed-tokens";
import { currentUser, liveSessions } from "@/lib/auth/session/session";
import { revokeOne } from "@/lib/auth/session/session-list";
import { deleteUser, updateUser } from "./managed-users";

/** So many of a user's sessions are shown, the newest first. */
const sessionsAtMost = 100;

/** Returns all that an admin sees of one user. Errors: NOT_FOUND. */
export async function getPerson(ctx: AdminContext, { id }: { id: string }): Promise<Result<Person>> {
  const { db } = ctx;
  const refusal = db
    .select({ refusal: mailOutbox.refusal })
    .from(mailOutbox)
    .where(eq(mailOutbox.recipient, users.email))
    .orderBy(desc(mailOutbox.createdAt))
    .limit(1);
  const [found, live] = await Promise.all([
    db
      .select({
        user: users,
        emailRefusal: sql<string | null>`${refusal}`,
        signInMethods: signInMethodsOf(users.id),
        counts: ownedCounts(users.id),
      })
      .from(users)
      .where(eq(users.id, id)),
    db
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        place: sessions.place,
        createdAt: sessions.createdAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(liveSessions(id, ctx.clock()))
      .orderBy(desc(sessions.id))
      .limit(sessionsAtMost),
  ]);
  const [row] = found;
  if (!row) return fail("NOT_FOUND");
  const signInMethods = [...new Set(row.signInMethods)];
  return ok({ ...row, user: toUser(row.user), signInMethods, sessions: live });
}

/**
 * Returns what services of the admin know when the current user calls them from a page.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED for a guest, FORBIDDEN without the role.
 */
export async function asAdmin(
  ctx: Context,
  action: Action,
  providers: AdminContext["providers"],
): Promise<Result<AdminMailContext>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const { user } = current.data;
  const { db, clock, hooks, config, mailSecret, isOwnMail } = ctx;
  return (
    refusalOf(user, action) ??
    ok({ db, clock, hooks, providers, config, mailSecret, isOwnMail, actor: byUser(user.id) })
  );
}

// What one admin does to another user: who acts has to be an admin until it is done, and never acts on their own account. So an admin is
// always left.

/**
 * Deletes a user with everything that is theirs; one event. Errors: FORBIDDEN for an actor who is no admin any more,
 * VALIDATION_FAILED (`fields.confirm`) for oneself, NOT_FOUND.
 */
export function removePerson(ctx: AdminContext, { id }: { id: string }): Promise<Result<{ deleted: true }>> {
  const own = "This is your own account. Another admin can delete it, or you can on your account page.";
  return asOtherAdmin(ctx, id, { confirm: own }, (tx) => deleteUser(tx, { id, onlyIfAnonymous: false }));
}

/**
 * Gives a user the role of an admin, or takes it. Errors: FORBIDDEN for an actor who is no admin any more, VALIDATION_FAILED
 * (`fields.role`) for oneself, those of `updateUser`.
 */
export function changeRole(
  ctx: AdminContext,
  { id, role }: { id: string; role: User["role"] },
): Promise<Result<User>> {
  const own = "You cannot change your own role. Another admin can.";
  return asOtherAdmin(ctx, id, { role: own }, (tx) => updateUser(tx, { id, role }));
}

/** Runs `work` in a transaction, for an actor who is an admin until it is done. Errors: FORBIDDEN; VALIDATION_FAILED with `refused` for oneself. */
function asOtherAdmin<Data>(
  ctx: AdminContext,
  subject: string,
  refused: Record<string, string>,
  work: (tx: AdminContext) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const actor = actorName(ctx.actor);
  return withTransaction(ctx, async (tx) => {
    if (!(await lockAdmins(tx.db)).includes(actor)) return fail("FORBIDDEN");
    return subject === actor ? fail("VALIDATION_FAILED", { fields: refused }) : work(tx);
  });
}

/** What an admin can have emailed to somebody. */
type PersonLink = "verify-email" | "reset-password";

const own = { id: "This is your own account. Use your account page." };

/**
 * Revokes one session of a user; one event by the admin. Errors: FORBIDDEN for an actor who is no admin any more, VALIDATION_FAILED
 * (`fields.id`) for oneself, NOT_FOUND where the user has no such session.
 */
export function revokePersonSession(
  ctx: AdminContext,
  { id: userId, sessionId }: { id: string; sessionId: string },
): Promise<Result<null>> {
  return asOtherAdmin(ctx, userId, own, (tx) => revokeOne(tx, userId, sessionId, ctx.actor));
}

/**
 * Emails a user a new link to confirm their email or to set a new password; the link before it stops working. One event by the admin.
 * Errors: FORBIDDEN for an actor who is no admin any more, VALIDATION_FAILED (`fields.id`) for oneself, NOT_FOUND for a user without an email,
 * CONFLICT where the email is confirmed already, METHOD_DISABLED for a password where there are none.
 */
export function sendPersonLink(
  ctx: AdminMailContext,
  { id: userId, link }: { id: string; link: PersonLink },
): Promise<Result<null>> {
  return asOtherAdmin(ctx, userId, own, async (tx) => {
    if (link === "reset-password" && !ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
    const [user] = await tx.db
      .select({ email: users.email, emailVerifiedAt: users.emailVerifiedAt })
      .from(users)
      .where(eq(users.id, userId))
      .for("no key update");
    if (!user?.email) return fail("NOT_FOUND");
    if (link === "verify-email" && user.emailVerifiedAt !== null) return fail("CONFLICT");
    await mailToken({ ...ctx, db: tx.db }, link, user.email, { userId });
    await writeAudit(tx, { type: "user.link_sent", userId, actor: ctx.actor, details: { link } });
    return ok(null);
  });
}
