import { withTransaction } from "@/db/transaction";
import { fail, type Result } from "@/lib/api/result";
import type { Context } from "@/lib/auth/core/context";
import { type LockedUsers, lockUsers } from "@/lib/auth/core/locked-users";
import { addSeconds } from "@/lib/auth/core/users";
import { lockPasswordHash, matchingHash, passwordError } from "@/lib/auth/password/passwords";
import { currentRegisteredUser, currentUser, sessionError } from "@/lib/auth/session/session";

/** A sign-in confirms who it is for this long (seconds). */
const recentSignIn = 10 * 60;

/** The current user, locked until the end of the transaction. `hasPassword`: the right password was given, because there is one. */
export type ConfirmedUser = NonNullable<LockedUsers["current"]> & { hasPassword: boolean };

type Options = {
  /** Refuses guests. */
  registered?: true;
  /** Asks a registered user who has no password for a sign-in within the last ten minutes. */
  orRecentSignIn?: true;
  /** The field that the password came in, for the error. */
  field?: string;
};

/**
 * Runs `work` in a transaction once the current user has confirmed who they are: by the password, where they have one. It is verified before
 * the transaction, which would hold its locks for that long, and must still be theirs inside.
 * Errors: those of `currentUser`, VALIDATION_FAILED for a missing password and INVALID_CREDENTIALS for a wrong one (both
 * `fields.password`), FULL_ACCOUNT_REQUIRED for a guest with `registered`, RECENT_SIGN_IN_REQUIRED with `orRecentSignIn`.
 */
export async function withConfirmedUser<T>(
  ctx: Context,
  { password }: { password?: string | undefined },
  work: (tx: Context, current: ConfirmedUser) => Promise<Result<T>>,
  { registered, orRecentSignIn, field }: Options = {},
): Promise<Result<T>> {
  const signedIn = await (registered ? currentRegisteredUser(ctx) : currentUser(ctx));
  if (!signedIn.ok) return signedIn;
  const { user, session } = signedIn.data;
  const verified = await matchingHash(ctx.db, user.id, password);
  return withTransaction(ctx, async (tx) => {
    const { current } = await lockUsers(tx);
    if (current?.id !== user.id) return sessionError("none");
    const hash = await lockPasswordHash(tx.db, user.id);
    if (hash !== verified) return passwordError(password, field);
    const isRecent = session.createdAt >= addSeconds(ctx.clock(), -recentSignIn);
    if (orRecentSignIn && hash === null && !current.isAnonymous && !isRecent)
      return fail("RECENT_SIGN_IN_REQUIRED");
    return work(tx, { ...current, hasPassword: hash !== null });
  });
}
