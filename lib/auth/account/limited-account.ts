import { and, eq, gt, isNotNull, type SQL } from "drizzle-orm";
import { passwords, sessions, users, verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";
import { hashSecret } from "@/lib/auth/core/secrets";

/** An account as its limits see it. */
export type LimitedAccount = {
  id: string;
  email: string | null;
  isVerified: boolean;
  /** When its password was set last; null for none. */
  passwordSetAt: Date | null;
};

/** Returns the account that has this address, in canonical form, or null. */
export function accountOfEmail(ctx: Context, email: string): Promise<LimitedAccount | null> {
  return find(ctx, eq(users.email, email));
}

/** Returns the account that a request is about: that of the mailed token it brings, else of its session; null for none. */
export function accountOfRequest(ctx: Context, token: string | null): Promise<LimitedAccount | null> {
  const { db } = ctx;
  if (token === null && ctx.tokenHash === null) return Promise.resolve(null);
  const userId =
    token === null
      ? db
          .select({ userId: sessions.userId })
          .from(sessions)
          .where(and(eq(sessions.tokenHash, ctx.tokenHash ?? ""), gt(sessions.expiresAt, ctx.clock())))
      : db
          .select({ userId: verificationTokens.userId })
          .from(verificationTokens)
          .where(eq(verificationTokens.tokenHash, hashSecret(token)));
  return find(ctx, eq(users.id, userId));
}

async function find({ db }: Context, which: SQL): Promise<LimitedAccount | null> {
  const [account] = await db
    .select({
      id: users.id,
      email: users.email,
      isVerified: isNotNull(users.emailVerifiedAt).mapWith(Boolean),
      passwordSetAt: passwords.updatedAt,
    })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .where(which);
  return account ?? null;
}
