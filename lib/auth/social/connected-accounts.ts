import { asc, eq } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { ok, type Result } from "@/lib/api/result";
import type { ConnectedAccount } from "@/lib/api/shapes";
import { accountCredentials, removeCredential } from "@/lib/auth/account/sign-in-methods";
import type { Context } from "@/lib/auth/core/context";
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

/** Disconnects one of the current user's provider accounts. Errors: those of `removeCredential`, FULL_ACCOUNT_REQUIRED for a guest. */
export function unlinkAccount(
  ctx: Context,
  input: { id: string; password?: string | undefined },
): Promise<Result<null>> {
  return removeCredential(ctx, accountCredentials, input, { registered: true });
}
