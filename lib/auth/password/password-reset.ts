import { and, eq, gt, isNull } from "drizzle-orm";
import { users, verificationTokens } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignInResult } from "@/lib/api/shapes";
import { credentials } from "@/lib/auth/account/sign-in-methods";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { hashSecret } from "@/lib/auth/core/secrets";
import { ownerOf } from "@/lib/auth/email/email-claims";
import { mailToken } from "@/lib/auth/email/mailed-tokens";
import { queueNotice } from "@/lib/auth/email/outbox";
import { markUsed } from "@/lib/auth/email/tokens";
import { openSession } from "@/lib/auth/session/open-session";
import { createAccount } from "@/lib/auth/upgrade/create-account";
import { setPassword } from "./password-change";
import { newPasswordHash } from "./passwords";

/**
 * Emails a link to set a new password, replacing the one before, where the address has an account. Where it has none the answer is the same,
 * and so is the work: a token is stored that nobody can use.
 * Errors: METHOD_DISABLED.
 */
export async function forgotPassword(
  ctx: Context,
  { email }: { email: string },
): Promise<Result<{ sent: true }>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  return withTransaction(ctx, async (tx) => {
    const [user] = await tx.db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, email))
      .for("no key update");
    const holder = user ? { userId: user.id } : { userId: null, browserHash: hashSecret(email) };
    await mailToken(tx, "reset-password", user ? email : null, holder);
    return ok({ sent: true }, 202);
  });
}

/** Returns whose password a mailed token would set; changes nothing, so a page may ask. Errors: TOKEN_INVALID. */
export async function getPasswordReset(
  ctx: Context,
  { token }: { token: string },
): Promise<Result<{ email: string }>> {
  const found = await findToken(ctx, token);
  return found ? ok({ email: found.email }) : fail("TOKEN_INVALID");
}

/**
 * Sets a new password by the token from the email, once, which proves the mailbox, and signs in. Whatever else could open the account
 * ends: every other session, everything pending, and the passkeys and provider accounts that were added after the address was verified. Who
 * resets proves the mailbox and nothing more, so what a stranger may have added since to come back by does not outlive it; what was there
 * when the address was verified is as much the owner's as the address. An account that merely claimed the address, by another user than the
 * current one, is detached: the caller gets a new account.
 * Errors: METHOD_DISABLED, TOKEN_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON.
 */
export async function resetPassword(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<Result<SignInResult>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const found = await findToken(ctx, token);
  if (found === null) return fail("TOKEN_INVALID");
  const { userId, email } = found;
  const hash = await newPasswordHash(ctx, { email, password });
  if (!hash.ok) return hash;
  return withTransaction(ctx, async (tx) => {
    const locked = await lockUsers(tx, { userId, email });
    const isStillTheirs = locked.all.some((user) => user.id === userId && user.email === email);
    if (!isStillTheirs || !(await markUsed(tx, found.id))) return fail("TOKEN_INVALID");
    const newUserId = newId("usr");
    const owner = await ownerOf(tx, email, locked, newUserId);
    if (owner === null) await createAccount(tx, { id: newUserId, method: "reset", email });
    else await dropLaterCredentials(tx, owner);
    await setPassword(tx, owner ?? newUserId, hash.data);
    return ok(await openSession(tx, owner ?? newUserId, "reset"));
  });
}

async function findToken({ db, clock }: Context, token: string) {
  const [found] = await db
    .select({ id: verificationTokens.id, userId: users.id, email: verificationTokens.email })
    .from(verificationTokens)
    .innerJoin(users, and(eq(users.id, verificationTokens.userId), eq(users.email, verificationTokens.email)))
    .where(
      and(
        eq(verificationTokens.tokenHash, hashSecret(token)),
        eq(verificationTokens.purpose, "reset-password"),
        gt(verificationTokens.expiresAt, clock()),
        isNull(verificationTokens.usedAt),
      ),
    );
  return found?.email ? { ...found, email: found.email } : null;
}

/**
 * Removes the provider accounts and passkeys that a user, whom this transaction has locked, added after their address was verified. Each
 * removal is an audit event, and each kind is told by email.
 */
async function dropLaterCredentials(ctx: Context, userId: string): Promise<void> {
  const { db } = ctx;
  const [user] = await db
    .select({ emailVerifiedAt: users.emailVerifiedAt })
    .from(users)
    .where(eq(users.id, userId));
  if (!user?.emailVerifiedAt) return;
  for (const { userId: column, addedAt, removal } of credentials) {
    const removed = await db
      .delete(column.table)
      .where(and(eq(column, userId), gt(addedAt, user.emailVerifiedAt)))
      .returning(removal.details);
    if (removed.length === 0) continue;
    const event = { type: removal.event, userId, actor: byUser(userId) };
    await writeAudit(
      ctx,
      ...removed.map((row) => ({ ...event, details: { ...row, reason: "password_reset" } })),
    );
    await queueNotice(ctx, removal.notice, userId);
  }
}
