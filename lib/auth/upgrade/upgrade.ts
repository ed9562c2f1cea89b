import { isUniqueViolation } from "@/db/failure";
import { errors } from "@/lib/api/errors";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { withHook } from "@/lib/auth/core/hooks";
import { hashPassword, passwordProblem } from "@/lib/auth/password/passwords";
import { upgradeGuest } from "./upgrade-guest";

/** What somebody types for an account. `email` is canonical. */
export type NewAccount = { email: string; password: string; name: string | null };

/**
 * Turns the guest of this request into a registered user with email and password, in place, and queues the verification email: one
 * statement, so all or nothing; with a hook, statement and hook in one transaction.
 * Errors: METHOD_DISABLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, EMAIL_ALREADY_IN_USE, those of `upgradeGuest`.
 */
export async function upgradeByPassword(ctx: Context, input: NewAccount): Promise<Result<SignedIn>> {
  if (ctx.tokenHash === null) return fail("NO_SESSION");
  const hash = await newPasswordHash(ctx, input);
  return hash.ok ? upgradeWithHash(ctx, input, hash.data) : hash;
}

/** The hash of a password that may be used. Errors: METHOD_DISABLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON. */
export async function newPasswordHash(
  ctx: Context,
  { email, password }: NewAccount,
): Promise<Result<string>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const problem = await passwordProblem(password, email, ctx.config);
  if (problem) return fail(problem, { fields: { password: errors[problem].message } });
  return ok(await hashPassword(password));
}

/** The second half of an upgrade, for a caller that has checked and hashed the password. */
export async function upgradeWithHash(
  ctx: Context,
  { email, name }: Omit<NewAccount, "password">,
  passwordHash: string,
): Promise<Result<SignedIn>> {
  try {
    return await withHook(ctx, "upgraded", (tx) =>
      upgradeGuest(tx, { method: "password", email, name, passwordHash }),
    );
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

export const emailTaken = fail("EMAIL_ALREADY_IN_USE", {
  fields: { email: errors.EMAIL_ALREADY_IN_USE.message },
});
