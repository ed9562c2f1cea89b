import { verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";

type TokenRow = typeof verificationTokens.$inferInsert;

/** Whom a token is for: a user, or a browser without one; and what it remembers until it is used. */
export type TokenHolder = {
  userId: string | null;
  sessionId?: string | null;
  browserHash?: string | null;
  name?: string | null;
  callbackUrl?: string | null;
};

/**
 * Stores a token in place of the one of its purpose that the user (or browser) had, in the transaction that `ctx.db` is: only the newest
 * works. The only place where tokens are written.
 */
export async function replaceToken(
  { db, clock }: Pick<Context, "db" | "clock">,
  token: Pick<TokenRow, "id" | "purpose" | "tokenHash" | "expiresAt" | "email">,
  { userId, sessionId = null, browserHash = null, name = null, callbackUrl = null }: TokenHolder,
): Promise<void> {
  const { purpose, email = null, ...rest } = token;
  const fresh = {
    ...rest,
    email,
    sessionId,
    name,
    callbackUrl,
    attempts: 0,
    usedAt: null,
    createdAt: clock(),
  };
  await db
    .insert(verificationTokens)
    .values({ ...fresh, purpose, userId, browserHash })
    .onConflictDoUpdate({
      target: [verificationTokens.userId, verificationTokens.browserHash, verificationTokens.purpose],
      set: fresh,
    });
}
