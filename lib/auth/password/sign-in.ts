import { eq } from "drizzle-orm";
import { passwords, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignInResult } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { openSession } from "@/lib/auth/session/open-session";
import { lockPasswordHash, verifyPassword } from "./passwords";

/**
 * Signs in to the account of this address, verified or not, with a new session. A session that the request brought ends. Where it was a
 * guest's, the guest stays as it is, and for 30 minutes its data can be moved to the account; `guest` says how much there is, or is
 * null where there is nothing.
 * Errors: METHOD_DISABLED, INVALID_CREDENTIALS (the same, in the same time, for an unknown address).
 */
export async function signIn(
  ctx: Context,
  { email, password }: { email: string; password: string },
): Promise<Result<SignInResult>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const [found] = await ctx.db
    .select({ userId: users.id, hash: passwords.hash })
    .from(users)
    .innerJoin(passwords, eq(passwords.userId, users.id))
    .where(eq(users.email, email));
  const matches = await verifyPassword(found?.hash ?? null, password);
  if (!found || !matches) return fail("INVALID_CREDENTIALS");
  return signInWithHash(ctx, found.userId, found.hash);
}

/**
 * The second half of a sign-in, for a caller that has verified the password behind `hash`. Errors: INVALID_CREDENTIALS where the user has
 * another by now.
 */
export function signInWithHash(ctx: Context, userId: string, hash: string): Promise<Result<SignInResult>> {
  return withTransaction(ctx, async (tx) => {
    await lockUsers(tx, { userId });
    if ((await lockPasswordHash(tx.db, userId)) !== hash) return fail("INVALID_CREDENTIALS");
    return ok(await openSession(tx, userId, "password"));
  });
}
