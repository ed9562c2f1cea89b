import type { passkeys } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";
import type { NewCredential, SignedCredential } from "./api";

/** EdDSA, ES256 and RS256: every authenticator has one of them (COSE; WebAuthn Level 3, 5.4). */
export const algorithms = [-8, -7, -257];

/** What is stored of a new passkey, and the challenge that it was created for. */
export type VerifiedPasskey = NonNullable<Awaited<ReturnType<typeof verifyNewPasskey>>>;

/**
 * Verifies a new passkey: created on our own pages, for this site, with a person present (WebAuthn Level 3, 7.1, except for the
 * challenge, which is checked where it is stored). Returns null for anything else. Attestation was not asked for, so only formats without
 * certificates are accepted: nothing that a client sends makes the server follow a certificate's links.
 */
export async function verifyNewPasskey(ctx: Context, { id, response }: NewCredential) {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { decodeAttestationObject, isoBase64URL } = await import("@simplewebauthn/server/helpers");
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return orNull(async () => {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
    const format = attestation.get("fmt");
    if (format !== "none" && (format !== "packed" || attestation.get("attStmt").get("x5c"))) return null;
    const given = await expected(ctx, { id, response: { clientDataJSON, attestationObject } });
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...given,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified || registrationInfo.credential.id !== id) return null;
    return {
      challenge: given.expectedChallenge,
      credentialId: id,
      publicKey: isoBase64URL.fromBuffer(registrationInfo.credential.publicKey),
      signCount: registrationInfo.credential.counter,
      transports,
      backupEligible: registrationInfo.credentialDeviceType === "multiDevice",
      backedUp: registrationInfo.credentialBackedUp,
    };
  });
}

/**
 * Verifies what a stored passkey should have signed, and returns what that proves: the challenge, how often it has signed so far, and what
 * it says of its backups. It was signed on our own pages, for this site, with a person present (WebAuthn Level 3, 7.2, except for the
 * challenge, the signature counter and the backups, which are compared where they are stored). Returns null for anything else.
 */
export async function verifySignature(
  ctx: Context,
  credential: SignedCredential,
  { userId, publicKey }: Pick<typeof passkeys.$inferSelect, "userId" | "publicKey">,
) {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { isoBase64URL } = await import("@simplewebauthn/server/helpers");
  if (credential.response.userHandle !== userHandle(userId)) return null;
  return orNull(async () => {
    const given = await expected(ctx, credential);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...given,
      credential: { id: credential.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    if (!verified) return null;
    return {
      challenge: given.expectedChallenge,
      signCount: authenticationInfo.newCounter,
      backupEligible: authenticationInfo.credentialDeviceType === "multiDevice",
      backedUp: authenticationInfo.credentialBackedUp,
    };
  });
}

/** Returns a user's id as authenticators store it: the same for all passkeys of an account, and without personal data. */
export function userHandle(userId: string): string {
  return Buffer.from(userId).toString("base64url");
}

/** What both kinds of credential must fulfil. Whatever challenge was signed is expected here: only the database knows whose it is. */
async function expected<Response extends { clientDataJSON: string }>(
  { relyingParty }: Context,
  { id, response }: { id: string; response: Response },
) {
  const { decodeClientDataJSON } = await import("@simplewebauthn/server/helpers");
  const { challenge, crossOrigin } = decodeClientDataJSON(response.clientDataJSON);
  // What a browser wrote is not known to be text.
  if (crossOrigin || typeof challenge !== "string") throw new Error("not created on a page of our own");
  return {
    response: { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    // One factor is enough here, as with a password: a security key without a PIN is as good as a fingerprint.
    requireUserVerification: false,
  };
}

/** The library refuses by throwing. Nothing in `work` can fail for any other reason than the input. */
async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
