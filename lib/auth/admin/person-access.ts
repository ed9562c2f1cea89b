import { and, eq } from "drizzle-orm";
import { sessions, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext, AdminMailContext } from "@/lib/auth/core/context";
import { mailToken } from "@/lib/auth/email/mailed-tokens";
import { asOtherAdmin } from "./people";

/** What an admin can have emailed to somebody. */
export type PersonLink = "verify-email" | "reset-password";

const own = { id: "This is your own account. Use your account page." };

/**
 * Revokes one session of a user; one event by the admin. Errors: FORBIDDEN for an actor who is no admin any more, VALIDATION_FAILED
 * (`fields.id`) for oneself, NOT_FOUND where the user has no such session.
 */
export function revokePersonSession(
  ctx: AdminContext,
  { id: userId, sessionId }: { id: string; sessionId: string },
): Promise<Result<null>> {
  return asOtherAdmin(ctx, userId, own, async (tx) => {
    const [revoked] = await tx.db
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
      .returning({ id: sessions.id });
    if (!revoked) return fail("NOT_FOUND");
    await writeAudit(tx, { type: "session.revoked", userId, actor: ctx.actor, details: { sessionId } });
    return ok(null);
  });
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
