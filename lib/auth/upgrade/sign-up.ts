import { and, eq, gt } from "drizzle-orm";
import { isUniqueViolation } from "@/db/failure";
import { sessions } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { toUser } from "@/lib/auth/core/users";
import { mailToken } from "@/lib/auth/email/mailed-tokens";
import { sessionTimes, toSession } from "@/lib/auth/session/session";
import { createAccount } from "./create-account";
import { emailTaken, type NewAccount, newPasswordHash, upgradeWithHash } from "./upgrade";

/**
 * Creates an account for a visitor without a session: 201. With a guest's session it is an upgrade: 200.
 * Errors: those of `upgradeByPassword`, but NO_SESSION and the expired ones: such a visitor gets a new account.
 */
export async function signUp(ctx: Context, input: NewAccount): Promise<Result<SignedIn>> {
  const hash = await newPasswordHash(ctx, input);
  if (!hash.ok) return hash;
  if (ctx.tokenHash !== null) {
    const upgraded = await upgradeWithHash(ctx, input, hash.data);
    if (upgraded.ok || !withoutSession.has(upgraded.code)) return upgraded;
  }
  try {
    return await createWithSession(ctx, input, hash.data);
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

const withoutSession = new Set(["NO_SESSION", "ANONYMOUS_SESSION_EXPIRED", "SESSION_EXPIRED"]);

function createWithSession(
  outer: Context,
  { email, name }: NewAccount,
  passwordHash: string,
): Promise<Result<SignedIn>> {
  return withTransaction(outer, async (tx) => {
    const now = outer.clock();
    const ctx = { ...tx, clock: () => now };
    const [live] = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, ctx.tokenHash ?? ""), gt(sessions.expiresAt, now)));
    if (live) return fail("USER_NOT_ANONYMOUS");
    const user = await createAccount(ctx, { method: "password", email, name, passwordHash });
    const { token, tokenHash } = ctx.newSecret();
    const [session] = await ctx.db
      .insert(sessions)
      .values({
        id: newId("ses"),
        tokenHash,
        userId: user.id,
        userAgent: ctx.userAgent,
        place: ctx.place,
        ...sessionTimes(ctx.config, false, now),
        createdAt: now,
      })
      .returning();
    if (!session) throw new Error("no session was opened");
    await mailToken(ctx, "verify-email", email, { userId: user.id });
    return ok({ user: toUser(user), session: toSession(session, token) }, 201);
  });
}
