import { and, asc, eq } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { ConnectedAccount } from "@/lib/api/shapes";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import { hasOneSignInMethod } from "@/lib/auth/account/sign-in-methods";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { queueNotice } from "@/lib/auth/email/outbox";
import { currentRegisteredUser } from "@/lib/auth/session/session";

/** Lists the provider accounts of the current user, oldest first. Errors: those of `currentRegisteredUser`. */
export async function listAccounts(ctx: Context): Promise<Result<ConnectedAccount[]>> {
  const current = await currentRegisteredUser(ctx);
  if (!current.ok) return current;
  const rows = await ctx.db
    .select({ id: accounts.id, provider: accounts.provider, createdAt: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.userId, current.data.user.id))
    .orderBy(asc(accounts.createdAt), asc(accounts.id));
  return ok(rows);
}

const onlyMethod = "This is your only way to sign in. Add another one first.";

/**
 * Disconnects one of the current user's provider accounts, and tells them by email. The last sign-in method stays.
 * Errors: those of `withConfirmedUser`, FULL_ACCOUNT_REQUIRED for a guest, NOT_FOUND, CONFLICT (`fields.id`) for the last sign-in method.
 */
export function unlinkAccount(
  ctx: Context,
  input: { id: string; password?: string | undefined },
): Promise<Result<null>> {
  const unlink = async (tx: Context, userId: string): Promise<Result<null>> => {
    const isOwn = and(eq(accounts.id, input.id), eq(accounts.userId, userId));
    const [own] = await tx.db.select({ provider: accounts.provider }).from(accounts).where(isOwn);
    if (!own) return fail("NOT_FOUND");
    if (await hasOneSignInMethod(tx.db, userId)) return fail("CONFLICT", { fields: { id: onlyMethod } });
    await tx.db.delete(accounts).where(isOwn);
    await writeAudit(tx, { type: "account.unlinked", userId, actor: byUser(userId), details: own });
    await queueNotice(tx, "account-unlinked", userId);
    return ok(null);
  };
  return withConfirmedUser(ctx, input, (tx, { id }) => unlink(tx, id), {
    registered: true,
    orRecentSignIn: true,
  });
}
