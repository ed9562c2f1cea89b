import { and, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { isUniqueViolation } from "@/db/failure";
import { sessions } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { errors } from "@/lib/api/errors";
import { fail, ok, type Result } from "@/lib/api/result";
import type { newAccount } from "@/lib/api/schemas";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { toUser } from "@/lib/auth/core/users";
import { mailToken } from "@/lib/auth/email/mailed-tokens";
import { newPasswordHash } from "@/lib/auth/password/passwords";
import { insertSession } from "@/lib/auth/session/open-session";
import { createAccount } from "./create-account";
import { upgradeGuest } from "./upgrade-guest";

type NewAccount = z.output<typeof newAccount>;

/**
 * Turns the guest of this request into a registered user with email and password, in place, and queues the verification email: one
 * statement, so all or nothing; with a hook, statement and hook in one transaction.
 * Errors: METHOD_DISABLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, EMAIL_ALREADY_IN_USE, those of `upgradeGuest`.
 */
export async function upgradeByPassword(ctx: Context, input: NewAccount): Promise<Result<SignedIn>> {
  if (ctx.tokenHash === null) return fail("NO_SESSION");
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const hash = await newPasswordHash(ctx, input);
  return hash.ok ? upgradeWithHash(ctx, input, hash.data) : hash;
}

/** The second half of an upgrade, for a caller that has checked and hashed the password. */
export async function upgradeWithHash(
  ctx: Context,
  { email, name }: Omit<NewAccount, "password">,
  passwordHash: string,
): Promise<Result<SignedIn>> {
  const upgrade = (tx: Context) => upgradeGuest(tx, { method: "password", email, name, passwordHash });
  try {
    return await (ctx.hooks.upgraded ? withTransaction(ctx, upgrade) : upgrade(ctx));
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

export const emailTaken = fail("EMAIL_ALREADY_IN_USE", {
  fields: { email: errors.EMAIL_ALREADY_IN_USE.message },
});

/**
 * Creates an account for a visitor without a session: 201. With a guest's session it is an upgrade: 200.
 * Errors: those of `upgradeByPassword`, but NO_SESSION and the expired ones: such a visitor gets a new account.
 */
export async function signUp(ctx: Context, input: NewAccount): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const hash = await newPasswordHash(ctx, input);
  if (!hash.ok) return hash;
  if (ctx.tokenHash !== null) {
    const upgraded = await upgradeWithHash(ctx, input, hash.data);
    if (upgraded.ok || !withoutSession.has(upgraded.code)) return upgraded;
  }
  try {
    return await createWithSession(ctx, input, hash.data);
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

const withoutSession = new Set(["NO_SESSION", "ANONYMOUS_SESSION_EXPIRED", "SESSION_EXPIRED"]);

function createWithSession(
  outer: Context,
  { email, name }: NewAccount,
  passwordHash: string,
): Promise<Result<SignedIn>> {
  const now = outer.clock();
  return withTransaction({ ...outer, clock: () => now }, async (ctx) => {
    const [live] = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, ctx.tokenHash ?? ""), gt(sessions.expiresAt, now)));
    if (live) return fail("USER_NOT_ANONYMOUS");
    const user = await createAccount(ctx, { method: "password", email, name, passwordHash });
    const session = await insertSession(ctx, user);
    await mailToken(ctx, "verify-email", email, { userId: user.id });
    return ok({ user: toUser(user), session }, 201);
  });
}
