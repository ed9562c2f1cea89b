import { and, desc, eq } from "drizzle-orm";
import { accounts } from "@/db/schema";
import type { SocialProvider } from "@/lib/api/social";
import type { Context } from "@/lib/auth/core/context";
import { open, type SealKeys, seal } from "@/lib/auth/email/sealed-path";

/** What a provider hands out to act for somebody there, under the names that it has in RFC 6749. `expires_at` is in seconds since 1970. */
export type AccountTokens = Pick<
  typeof accounts.$inferSelect,
  "refresh_token" | "access_token" | "id_token" | "expires_at" | "token_type" | "scope" | "session_state"
>;

/** A new row of `accounts`, besides its own id, its user and its time. */
export type NewAccount = Pick<typeof accounts.$inferInsert, "provider" | "providerAccountId" | "type"> &
  Partial<AccountTokens>;

type Account = { provider: string; providerAccountId: string };

/** Encrypts the three secrets of them, for this account alone: in another account's row they cannot be read. */
export function sealTokens(keys: SealKeys, account: Account, tokens: AccountTokens): AccountTokens {
  return withSecrets(tokens, (secret) => seal(keys, purposeOf(account), secret));
}

/**
 * Returns the tokens of a user's newest account at a provider, or null where none are kept: its entry in lib/server/authjs/providers.ts has no
 * `keepTokens`, or AUTH_SECRET was another one. They are as old as the last sign-in by that provider.
 */
export async function readProviderTokens(
  ctx: Context,
  userId: string,
  provider: SocialProvider,
): Promise<AccountTokens | null> {
  const [found] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider)))
    .orderBy(desc(accounts.createdAt))
    .limit(1);
  if (!found) return null;
  const { refresh_token, access_token, id_token, expires_at, token_type, scope, session_state } = found;
  const stored = { refresh_token, access_token, id_token, expires_at, token_type, scope, session_state };
  const opened = withSecrets(stored, (sealed) => open(ctx, purposeOf(found), sealed));
  return opened.access_token === null && opened.refresh_token === null ? null : opened;
}

function withSecrets(tokens: AccountTokens, change: (secret: string) => string | null): AccountTokens {
  const changed = (secret: string | null) => (secret === null ? null : change(secret));
  return {
    ...tokens,
    refresh_token: changed(tokens.refresh_token),
    access_token: changed(tokens.access_token),
    id_token: changed(tokens.id_token),
  };
}

function purposeOf({ provider, providerAccountId }: Account): string {
  return `tokens of ${provider} ${providerAccountId}`;
}
