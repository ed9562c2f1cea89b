import { and, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignInResult } from "@/lib/api/shapes";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { openSession } from "@/lib/auth/session/open-session";
import type { PasskeyRequest, SignedCredential } from "./api";
import { consumeChallenge, issueChallenge, promptLifetime } from "./passkey-challenges";
import { verifySignature } from "./passkey-verification";

/** Returns the options with which a browser asks for a passkey. They name no account. Errors: METHOD_DISABLED. */
export async function startPasskeySignIn(ctx: Context): Promise<Result<PasskeyRequest>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const challenge = await withTransaction(ctx, (tx) => issueChallenge(tx, "passkey-sign-in"));
  return ok({
    challenge,
    rpId: ctx.relyingParty.id,
    allowCredentials: [],
    userVerification: "preferred",
    timeout: promptLifetime * 1000,
  });
}

/**
 * Signs in to the account of the passkey that signed the challenge of `startPasskeySignIn`, with a new session, as `signIn` does. A
 * passkey whose counter is behind the stored one may be a copy: it is refused, and an event says so
 * (WebAuthn Level 3, 7.2 leaves that to the site). So is one that could not be backed up when it was added and can be now, or the other way
 * round, which 7.2 demands. One that was backed up since is let in, and an event says so.
 * Errors: METHOD_DISABLED, INVALID_CREDENTIALS (the same for an unknown passkey and a wrong signature), CONFLICT for one that
 * has changed, TOKEN_INVALID where the challenge
 * expired or was not issued to this browser.
 */
export async function signInByPasskey(
  ctx: Context,
  { credential }: { credential: SignedCredential },
): Promise<Result<SignInResult>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const [stored] = await ctx.db.select().from(passkeys).where(eq(passkeys.credentialId, credential.id));
  if (!stored) return unknownPasskey;
  const signature = await verifySignature(ctx, credential, stored);
  if (signature === null) return unknownPasskey;
  const { userId } = stored;
  const { challenge, signCount, backupEligible, backedUp } = signature;
  return withTransaction(ctx, async (tx) => {
    await lockUsers(tx, { userId });
    if (!(await consumeChallenge(tx, "passkey-sign-in", challenge))) return fail("TOKEN_INVALID");
    const [passkey] = await tx.db
      .select({ id: passkeys.id, signCount: passkeys.signCount, backedUp: passkeys.backedUp })
      .from(passkeys)
      .where(and(eq(passkeys.id, stored.id), eq(passkeys.userId, userId)))
      .for("update");
    if (!passkey) return unknownPasskey;
    const passkeyId = passkey.id;
    const event = (type: "passkey.refused" | "passkey.changed", details: object) =>
      writeAudit(tx, { type, userId, actor: byUser(userId), details: { passkeyId, ...details } });
    // Authenticators that do not count always say 0.
    const isAhead = signCount > passkey.signCount || (signCount === 0 && passkey.signCount === 0);
    if (!isAhead) {
      await event("passkey.refused", { reason: "counter" });
      return unknownPasskey;
    }
    if (backupEligible !== stored.backupEligible) {
      await event("passkey.refused", { reason: "backup_eligible" });
      return changedPasskey;
    }
    if (backedUp !== passkey.backedUp) await event("passkey.changed", { backedUp });
    await tx.db
      .update(passkeys)
      .set({ signCount, backedUp, lastUsedAt: ctx.clock() })
      .where(eq(passkeys.id, passkeyId));
    return ok(await openSession(tx, userId, "passkey"));
  });
}

const changedPasskey = fail("CONFLICT", {
  fields: {
    credential: "This passkey is not what it was when it was added. Sign in another way and add it anew",
  },
});

const unknownPasskey = fail("INVALID_CREDENTIALS", {
  fields: { credential: "Not a passkey of an account here" },
});
