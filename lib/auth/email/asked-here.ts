import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { sessions, verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";

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
