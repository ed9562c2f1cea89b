import type { Context } from "@/lib/auth/core/context";
import type { NewCredential, SignedCredential } from "./api";

/** EdDSA, ES256 and RS256: every authenticator has one of them (COSE; WebAuthn Level 3, 5.4). */
export const algorithms = [-8, -7, -257];

/** What is stored of a new passkey, and the challenge that it was created for. */
export type VerifiedPasskey = {
  challenge: string;
  credentialId: string;
  publicKey: string;
  signCount: number;
  transports: string[];
  backupEligible: boolean;
  backedUp: boolean;
};

/**
 * Verifies a new passkey: created on our own pages, for this site, with a person present (WebAuthn Level 3, 7.1, except for the
 * challenge, which is checked where it is stored). Returns null for anything else. Attestation was not asked for, so only formats without
 * certificates are accepted: nothing that a client sends makes the server follow a certificate's links.
 */
export async function verifyNewPasskey(
  ctx: Context,
  { id, response }: NewCredential,
): Promise<VerifiedPasskey | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { decodeAttestationObject, isoBase64URL } = await import("@simplewebauthn/server/helpers");
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return orNull(async () => {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
    const format = attestation.get("fmt");
    if (format !== "none" && (format !== "packed" || attestation.get("attStmt").get("x5c"))) return null;
    let challenge = "";
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...(await expected(
        ctx,
        { id, response: { clientDataJSON, attestationObject } },
        (seen) => (challenge = seen),
      )),
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified || registrationInfo.credential.id !== id) return null;
    return {
      challenge,
      credentialId: id,
      publicKey: isoBase64URL.fromBuffer(registrationInfo.credential.publicKey),
      signCount: registrationInfo.credential.counter,
      transports,
      backupEligible: registrationInfo.credentialDeviceType === "multiDevice",
      backedUp: registrationInfo.credentialBackedUp,
    };
  });
}

/** What a signature proves: that the passkey signed this challenge, how often it has signed so far, and what it says of its backups. */
export type VerifiedSignature = {
  challenge: string;
  signCount: number;
  backupEligible: boolean;
  backedUp: boolean;
};

/** What is stored of the passkey that should have signed. */
export type StoredPasskey = { userId: string; publicKey: string };

/**
 * Verifies what a passkey signed: on our own pages, for this site, with a person present (WebAuthn Level 3, 7.2, except for the
 * challenge, the signature counter and the backups, which are compared where they are stored). Returns null for anything else.
 */
export async function verifySignature(
  ctx: Context,
  credential: SignedCredential,
  { userId, publicKey }: StoredPasskey,
): Promise<VerifiedSignature | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { isoBase64URL } = await import("@simplewebauthn/server/helpers");
  if (credential.response.userHandle !== userHandle(userId)) return null;
  return orNull(async () => {
    let challenge = "";
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...(await expected(ctx, credential, (seen) => (challenge = seen))),
      credential: { id: credential.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    if (!verified) return null;
    return {
      challenge,
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

/** What both kinds of credential must fulfil. The challenge goes to `see`: only the database knows whose it is. */
async function expected<Response extends { clientDataJSON: string }>(
  { relyingParty }: Context,
  { id, response }: { id: string; response: Response },
  see: (challenge: string) => void,
) {
  const { decodeClientDataJSON } = await import("@simplewebauthn/server/helpers");
  if (decodeClientDataJSON(response.clientDataJSON).crossOrigin)
    throw new Error("created inside another site's page");
  return {
    response: { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} },
    expectedChallenge(challenge: string) {
      see(challenge);
      return true;
    },
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
