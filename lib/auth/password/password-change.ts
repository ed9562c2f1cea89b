import { and, eq, isNull, ne } from "drizzle-orm";
import { passwords, verificationTokens } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { queueNotice } from "@/lib/auth/email/outbox";
import { currentRegisteredUser, endOtherSessions, rotateSession } from "@/lib/auth/session/session";
import { newPasswordHash, passwordError } from "./passwords";

/**
 * Gives a user whom this transaction has locked a new password. What the old one let in ends: every session but the current one, and every
 * change and link that is pending. The password first, so that a sign-in with the old one is either too late or among the sessions
 * that end.
 */
export async function setPassword(ctx: Context, userId: string, hash: string): Promise<void> {
  const set = { hash, updatedAt: ctx.clock() };
  await ctx.db
    .insert(passwords)
    .values({ userId, ...set })
    .onConflictDoUpdate({ target: passwords.userId, set });
  await ctx.db
    .delete(verificationTokens)
    .where(
      and(
        eq(verificationTokens.userId, userId),
        ne(verificationTokens.purpose, "verify-email"),
        isNull(verificationTokens.usedAt),
      ),
    );
  await endOtherSessions(ctx, userId);
  await writeAudit(ctx, { type: "user.password_changed", userId, actor: byUser(userId) });
  await queueNotice(ctx, "password-changed", userId);
}

/**
 * Changes the password of the current user, who knows the old one. The session's secret is renewed, every other session ends, and the user
 * is told by email.
 * Errors: METHOD_DISABLED, those of `currentRegisteredUser`, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, INVALID_CREDENTIALS
 * (`fields.currentPassword`).
 */
export async function changePassword(
  ctx: Context,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const signedIn = await currentRegisteredUser(ctx);
  if (!signedIn.ok) return signedIn;
  const email = signedIn.data.user.email ?? "";
  const hash = await newPasswordHash(ctx, { email, password: newPassword }, "newPassword");
  if (!hash.ok) return hash;
  const field = "currentPassword";
  return withConfirmedUser(
    ctx,
    { password: currentPassword },
    async (tx, current) => {
      if (!current.hasPassword) return passwordError(currentPassword, field);
      await setPassword(tx, current.id, hash.data);
      return ok(await rotateSession(tx, current.sessionId));
    },
    { registered: true, field },
  );
}
