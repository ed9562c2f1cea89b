import { and, eq } from "drizzle-orm";
import { verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { hashSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";
import { openPath, sealPath } from "@/lib/auth/email/sealed-path";

/** A browser can be at a provider for this long (seconds), as long as Auth.js's own checks hold. */
export const oauthLifetime = 15 * 60;

/**
 * Claims the return of an OAuth start, known by the random key in its sealed cookie. Returns false for every return after the first: a
 * provider is asked once, however often its answer is sent again.
 */
export async function claimReturn({ db, clock }: Context, key: string): Promise<boolean> {
  const now = clock();
  const claimed = await db
    .insert(verificationTokens)
    .values({
      id: newId("tok"),
      purpose: "oauth-return",
      tokenHash: hashSecret(key),
      browserHash: hashSecret(key),
      expiresAt: addSeconds(now, oauthLifetime),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: verificationTokens.id });
  return claimed.length > 0;
}

/** Stores the path that the first return went on to. */
export async function finishReturn(ctx: Context, key: string, path: string): Promise<void> {
  await ctx.db
    .update(verificationTokens)
    .set({ usedAt: ctx.clock(), callbackUrl: sealPath(ctx, path) })
    .where(isReturn(key));
}

/** Returns the path that the first return went on to, or null while it is not decided. */
export async function returnPath(ctx: Context, key: string): Promise<string | null> {
  const [found] = await ctx.db
    .select({ path: verificationTokens.callbackUrl })
    .from(verificationTokens)
    .where(isReturn(key));
  return found?.path ? openPath(ctx, found.path) : null;
}

function isReturn(key: string) {
  return and(
    eq(verificationTokens.tokenHash, hashSecret(key)),
    eq(verificationTokens.purpose, "oauth-return"),
  );
}
