import { and, asc, desc, eq, sql } from "drizzle-orm";
import { accounts, users } from "@/db/schema";
import { ok, type Result } from "@/lib/api/result";
import type { ConnectedAccount, User } from "@/lib/api/shapes";
import type { SocialProvider } from "@/lib/api/social";
import { accountCredentials, removeCredential } from "@/lib/auth/account/sign-in-methods";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { toUser } from "@/lib/auth/core/users";
import { queueNotice } from "@/lib/auth/email/outbox";
import { open, seal } from "@/lib/auth/email/sealed-path";
import { currentRegisteredUser } from "@/lib/auth/session/session";

/** What a provider hands out to act for somebody there, under the names that it has in RFC 6749. `expires_at` is in seconds since 1970. */
export type AccountTokens = Pick<
  typeof accounts.$inferSelect,
  "refresh_token" | "access_token" | "id_token" | "expires_at" | "token_type" | "scope" | "session_state"
>;

/** A new row of `accounts`, besides its own id, its user and its time. */
export type NewAccount = Pick<typeof accounts.$inferInsert, "provider" | "providerAccountId" | "type"> &
  Partial<AccountTokens>;

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

/** The three secrets of an account are encrypted for it alone: in another account's row they cannot be read. */
function purposeOf({
  provider,
  providerAccountId,
}: Pick<NewAccount, "provider" | "providerAccountId">): string {
  return `tokens of ${provider} ${providerAccountId}`;
}

/** An account as its provider names it: `subject` is the provider's own id of a person (OpenID Connect Core, 2: `sub`). */
export type AccountKey = { provider: string; subject: string };

/** What is used of a provider's profile. `email` is canonical, and null unless the provider says that it is verified. */
export type SocialProfile = {
  provider: SocialProvider;
  subject: string;
  type: "oidc" | "oauth";
  email: string | null;
  name: string | null;
  image: string | null;
  /** Where the product keeps them: `keepTokens` in lib/server/authjs/providers.ts. Nothing else stores a token. */
  tokens?: AccountTokens;
};

/** Returns the user who has this provider account, or null. In a transaction that user stays until its end. */
export async function findUserByAccount(
  { db }: Context,
  { provider, subject }: AccountKey,
): Promise<User | null> {
  const [found] = await db
    .select({ user: users })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
    .for("key share", { of: users });
  return found ? toUser(found.user) : null;
}

/** The columns of `accounts` that a profile fills; tokens are encrypted. */
export function accountOf(ctx: Context, { provider, subject, type, tokens }: SocialProfile): NewAccount {
  const account = { provider, providerAccountId: subject, type };
  if (!tokens) return account;
  return { ...account, ...withSecrets(tokens, (secret) => seal(ctx, purposeOf(account), secret)) };
}

/** Stores the tokens that a provider gave out anew, where they are kept. Without a refresh token the earlier one is still good. */
export async function renewTokens(ctx: Context, profile: SocialProfile): Promise<void> {
  if (!profile.tokens) return;
  const { provider, providerAccountId, type: _type, refresh_token, ...renewed } = accountOf(ctx, profile);
  await ctx.db
    .update(accounts)
    .set({ ...renewed, ...(refresh_token && { refresh_token }) })
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)));
}

/** Connects an account to a registered user, whom this transaction has locked, and tells them by email. Throws where it is somebody else's. */
export async function linkAccount(ctx: Context, userId: string, profile: SocialProfile): Promise<void> {
  await insertAccount(ctx, userId, profile);
  await queueNotice(ctx, "account-linked", userId);
}

/**
 * Verifies the address that a registered user, whom this transaction has locked, only claimed, and connects this account, which proves it. A name and
 * an image that the user has already are kept.
 */
export async function verifyClaimByAccount(
  ctx: Context,
  userId: string,
  profile: SocialProfile,
): Promise<void> {
  const now = ctx.clock();
  await ctx.db
    .update(users)
    .set({
      emailVerifiedAt: now,
      name: sql`coalesce(${users.name}, ${profile.name})`,
      image: sql`coalesce(${users.image}, ${profile.image})`,
      updatedAt: now,
    })
    .where(eq(users.id, userId));
  await insertAccount(ctx, userId, profile);
  await writeAudit(ctx, {
    type: "user.email_verified",
    userId,
    actor: byUser(userId),
    details: { method: profile.provider },
  });
}

async function insertAccount(ctx: Context, userId: string, profile: SocialProfile): Promise<void> {
  await ctx.db
    .insert(accounts)
    .values({ id: newId("acc"), ...accountOf(ctx, profile), userId, createdAt: ctx.clock() });
  await writeAudit(ctx, {
    type: "account.linked",
    userId,
    actor: byUser(userId),
    details: { provider: profile.provider },
  });
}

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
