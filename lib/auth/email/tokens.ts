import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { sessions, users, verificationTokens } from "@/db/schema";
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
 * Returns whom a token of this request is for: the user of its live session, neither of which ends before the transaction does, or else the
 * browser, known by its cookie.
 */
export async function tokenHolder({ db, tokenHash, browserHash, clock }: Context): Promise<TokenHolder> {
  if (tokenHash === null) return { userId: null, browserHash };
  const [session] = await db
    .select({ sessionId: sessions.id, userId: users.id })
    .from(users)
    .innerJoin(sessions, eq(sessions.userId, users.id))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, clock())))
    .for("key share");
  return session ?? { userId: null, browserHash };
}

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

/**
 * Whether the browser of this request, known by its live session or else by its cookie, is the one that asked for the token; null where it has
 * neither. Each half has an index.
 */
export function askedHere({ db, tokenHash, browserHash, clock }: Context): SQL<boolean | null> {
  const current = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash ?? ""), gt(sessions.expiresAt, clock())));
  const bySession = eq(verificationTokens.sessionId, current);
  const byCookie = and(
    isNull(verificationTokens.userId),
    eq(verificationTokens.browserHash, browserHash ?? ""),
  );
  return sql<boolean | null>`(${bySession} OR ${byCookie})`;
}

/** Uses a token up; false where it was used or replaced meanwhile. It stays when its session ends, for `replayMagicLink`. */
export async function markUsed({ db, clock }: Context, id: string): Promise<boolean> {
  const [used] = await db
    .update(verificationTokens)
    .set({ usedAt: clock(), sessionId: null })
    .where(and(eq(verificationTokens.id, id), isNull(verificationTokens.usedAt)))
    .returning({ id: verificationTokens.id });
  return used !== undefined;
}
