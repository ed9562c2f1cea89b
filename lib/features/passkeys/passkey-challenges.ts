import { randomBytes } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { hashSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";
import { askedHere, replaceToken, tokenHolder } from "@/lib/auth/email/tokens";

/** How long a person may take over a browser's prompt (seconds; WebAuthn Level 3, 15.1). */
export const promptLifetime = 5 * 60;

type Purpose = "passkey-upgrade" | "passkey-addition" | "passkey-sign-in";

/**
 * Returns 256 random bits in base64url for a passkey to sign (WebAuthn Level 3, 13.4.3 asks for 128). They work once, for this
 * purpose, in the browser of this request, known by its session or else by the cookie behind `browserHash`, and replace the
 * ones before. Runs in the transaction that `ctx.db` is.
 */
export async function issueChallenge(ctx: Context, purpose: Purpose): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  const expiresAt = addSeconds(ctx.clock(), promptLifetime);
  const token = { id: newId("tok"), purpose, tokenHash: hashSecret(challenge), expiresAt };
  await replaceToken(ctx, token, await tokenHolder(ctx));
  return challenge;
}

/** Consumes a challenge, in the transaction of what was signed for. False if it expired or was not issued to this browser. */
export async function consumeChallenge(ctx: Context, purpose: Purpose, challenge: string): Promise<boolean> {
  const used = await ctx.db
    .delete(verificationTokens)
    .where(
      and(
        eq(verificationTokens.tokenHash, hashSecret(challenge)),
        eq(verificationTokens.purpose, purpose),
        gt(verificationTokens.expiresAt, ctx.clock()),
        askedHere(ctx),
      ),
    )
    .returning({ id: verificationTokens.id });
  return used.length > 0;
}
