import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { quotaRefusal } from "@/lib/auth/core/permissions";
import type { UserRow } from "@/lib/auth/core/users";
import { queueNotice } from "@/lib/auth/email/outbox";
import { currentUser, sessionError } from "@/lib/auth/session/session";
import { upgradeGuest } from "@/lib/auth/upgrade/upgrade-guest";
import { type NewCredential, type PasskeyCreation, passkeyTransports } from "./api";
import { consumeChallenge, issueChallenge, promptLifetime } from "./passkey-challenges";
import { algorithms, userHandle, verifyNewPasskey } from "./passkey-verification";
import { insertPasskey, type PasskeyRow, passkeysOf } from "./passkeys";

/** A guest's challenge is for the upgrade and a registered user's for another passkey: neither works for the other. */
const purposeOf = ({ isAnonymous }: UserRow) => (isAnonymous ? "passkey-upgrade" : "passkey-addition");

/**
 * Returns the options with which a browser creates a passkey: for a guest who wants an account, or for a registered user, who confirms who
 * they are. Errors: METHOD_DISABLED, FORBIDDEN for one too many, those of `withConfirmedUser`.
 */
export async function startPasskey(
  ctx: Context,
  input: { password?: string | undefined },
): Promise<Result<PasskeyCreation>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const start = async (tx: Context, user: UserRow) => {
    const existing = await passkeysOf(tx.db, user.id);
    // One challenge is open at a time, so nobody gets beyond it with several.
    const refusal = quotaRefusal(user, "passkey.add", existing.length);
    return refusal ?? ok(creationOptions(ctx, user, await issueChallenge(tx, purposeOf(user)), existing));
  };
  return withConfirmedUser(ctx, input, start, { orRecentSignIn: true });
}

function creationOptions(
  { relyingParty: { id, name } }: Context,
  user: UserRow,
  challenge: string,
  existing: PasskeyRow[],
): PasskeyCreation {
  const label = user.email ?? user.name ?? `Account of ${user.createdAt.toISOString().slice(0, 10)}`;
  return {
    challenge,
    rp: { id, name },
    user: { id: userHandle(user.id), name: label, displayName: user.name ?? label },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: existing.map(({ credentialId, transports }) => ({
      type: "public-key",
      id: credentialId,
      transports: passkeyTransports.filter((known) => transports.includes(known)),
    })),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "preferred",
    },
    attestation: "none",
    timeout: promptLifetime * 1000,
  };
}

/**
 * Stores the passkey that the browser has created for `startPasskey`, called `name`. For a guest it is the upgrade, in place: same user id,
 * same session id, a new secret, and the guest's other sessions end. A registered user keeps the session, and is told by email.
 * All in one transaction.
 * Errors: METHOD_DISABLED, VALIDATION_FAILED (`fields.credential`) for anything but a new passkey of this site, those of
 * `currentUser`, TOKEN_INVALID where the challenge expired or was not issued to this session, ACCOUNT_ALREADY_LINKED.
 */
export async function registerPasskey(
  ctx: Context,
  { credential, name }: { credential: NewCredential; name: string | null },
): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const passkey = await verifyNewPasskey(ctx, credential);
  if (passkey === null)
    return fail("VALIDATION_FAILED", { fields: { credential: "Not a new passkey of this site" } });
  const now = ctx.clock();
  return withTransaction({ ...ctx, clock: () => now }, async (tx) => {
    const { current } = await lockUsers(tx);
    const signedIn = await currentUser(tx);
    if (!signedIn.ok) return signedIn;
    if (current === null) return sessionError("none");
    if (!(await consumeChallenge(tx, purposeOf(current), passkey.challenge))) return fail("TOKEN_INVALID");
    const passkeyId = await insertPasskey(tx, current.id, passkey, name);
    if (passkeyId === null) return fail("ACCOUNT_ALREADY_LINKED");
    if (current.isAnonymous) {
      const upgraded = await upgradeGuest(tx, { method: "passkey", email: null });
      if (!upgraded.ok) throw new Error("the guest was not locked");
      return upgraded;
    }
    const { id: userId } = current;
    await writeAudit(tx, { type: "passkey.added", userId, actor: byUser(userId), details: { passkeyId } });
    await queueNotice(tx, "passkey-added", userId);
    return signedIn;
  });
}
