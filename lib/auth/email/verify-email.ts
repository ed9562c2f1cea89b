import { and, eq, gt, or } from "drizzle-orm";
import { users, verificationTokens } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { hashSecret } from "@/lib/auth/core/secrets";
import { toUser } from "@/lib/auth/core/users";
import { lockPasswordHash, matchingHash, passwordError } from "@/lib/auth/password/passwords";
import { currentRegisteredUser, sessionError } from "@/lib/auth/session/session";
import { emailTaken } from "@/lib/auth/upgrade/upgrade";
import { detachClaim } from "./email-claims";
import { mailToken } from "./mailed-tokens";
import { queueNotice } from "./outbox";

/**
 * Verifies an address by the token from its email, once: the one an account has, or the one it is to change to. An unverified address is
 * a claim, so the email alone is not enough: the caller has the account's session or gives its password. Where another user merely
 * claims the new address, that claim is detached.
 * Errors: TOKEN_INVALID, VALIDATION_FAILED (`fields.password` where the password is asked for), INVALID_CREDENTIALS,
 * EMAIL_ALREADY_IN_USE where the new address was verified by another user meanwhile.
 */
export async function verifyEmail(
  ctx: Context,
  { token, password }: { token: string; password?: string | undefined },
): Promise<Result<{ user: User }>> {
  const found = await findToken(ctx, token);
  if (found === null) return fail("TOKEN_INVALID");
  const { id, purpose, userId, email } = found;
  const verified = await matchingHash(ctx.db, userId, password);
  if (password !== undefined && verified === null) return passwordError(password);
  return withTransaction(ctx, async (tx) => {
    const { current, all } = await lockUsers(tx, { userId, email });
    const isTheirs =
      current?.id === userId || (verified !== null && (await lockPasswordHash(tx.db, userId)) === verified);
    if (!isTheirs)
      return fail("VALIDATION_FAILED", { fields: { password: "Enter the password of this account" } });
    const owner = all.find((user) => user.email === email);
    if (owner && owner.id !== userId && owner.emailVerifiedAt !== null) return emailTaken;
    if (purpose === "verify-email" && owner?.id !== userId) return fail("TOKEN_INVALID");
    const [used] = await tx.db
      .delete(verificationTokens)
      .where(eq(verificationTokens.id, id))
      .returning({ id: verificationTokens.id });
    if (!used) return fail("TOKEN_INVALID");
    await detachClaim(tx, email, userId);
    return ok({ user: await giveEmail(tx, userId, email) });
  });
}

async function findToken({ db, clock }: Context, token: string) {
  const { purpose } = verificationTokens;
  const [found] = await db
    .select({ id: verificationTokens.id, purpose, userId: users.id, email: verificationTokens.email })
    .from(verificationTokens)
    .innerJoin(users, eq(users.id, verificationTokens.userId))
    .where(
      and(
        eq(verificationTokens.tokenHash, hashSecret(token)),
        gt(verificationTokens.expiresAt, clock()),
        or(
          eq(purpose, "change-email"),
          and(eq(purpose, "verify-email"), eq(users.email, verificationTokens.email)),
        ),
      ),
    );
  return found?.email ? { ...found, email: found.email } : null;
}

/** Gives a user whom this transaction has locked an address that is proven and free. */
async function giveEmail(ctx: Context, userId: string, email: string): Promise<User> {
  const now = ctx.clock();
  const [user] = await ctx.db
    .update(users)
    .set({ email, emailVerifiedAt: now, updatedAt: now })
    .where(eq(users.id, userId))
    .returning();
  if (!user) throw new Error("the user was not locked");
  // Links that went to the address before, or would change it once more.
  await ctx.db.delete(verificationTokens).where(eq(verificationTokens.userId, userId));
  await writeAudit(ctx, { type: "user.email_verified", userId, actor: byUser(userId) });
  return toUser(user);
}

/**
 * Emails a new link to the unverified address of the current user; the link before it stops working. A verified address gets nothing,
 * and the answer is the same.
 * Errors: those of `currentRegisteredUser`.
 */
export async function resendVerification(ctx: Context): Promise<Result<{ sent: true }>> {
  const signedIn = await currentRegisteredUser(ctx);
  if (!signedIn.ok) return signedIn;
  return withTransaction(ctx, async (tx) => {
    const { current } = await lockUsers(tx);
    if (current === null) return sessionError("none");
    if (current.email !== null && current.emailVerifiedAt === null)
      await mailToken(tx, "verify-email", current.email, { userId: current.id });
    return ok({ sent: true }, 202);
  });
}

/**
 * Asks to change an account's address: a link goes to the new one, a notice to the old one. Nothing changes before the new address is
 * proven at `verifyEmail`, and who gets it is decided then, so the answer does not tell whether it is taken. An address that an
 * account has is changed with its password only; an account that has neither gets its first address by its session.
 * Errors: those of `withConfirmedUser` for registered users.
 */
export function changeEmail(
  ctx: Context,
  { email, password }: { email: string; password?: string | undefined },
): Promise<Result<{ sent: true }>> {
  return withConfirmedUser(
    ctx,
    { password },
    async (tx, current) => {
      if (current.email !== null && !current.hasPassword) return passwordError(password);
      await mailToken(tx, "change-email", email, { userId: current.id });
      await queueNotice(tx, "email-change-asked", current.id);
      return ok({ sent: true }, 202);
    },
    { registered: true },
  );
}
