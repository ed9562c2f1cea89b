import type { NewPasskey, PasskeyAnswer } from "../contract/passkeys";
import type { Ctx } from "./context";

/** EdDSA, ES256 and RS256: what every authenticator has one of (COSE; WebAuthn Level 3, 5.4). */
export const algorithms = [-8, -7, -257];

/** What is kept of a new passkey, and the challenge that it was made for. */
export type ProvenNewPasskey = {
  challenge: string;
  credentialId: string;
  publicKey: string;
  signCount: number;
  transports: string[];
  backupEligible: boolean;
  backedUp: boolean;
};

/**
 * A new passkey, if it was made on our own pages for this site with a person present, and is told whole: null for anything else
 * (WebAuthn Level 3, 7.1, but for the challenge, which is used up with what it is for). Where it comes from was not asked, so
 * only formats without certificates are taken: nothing that somebody sends makes the server follow a certificate's links.
 */
export async function newPasskeyIn(ctx: Ctx, { id, response }: NewPasskey): Promise<ProvenNewPasskey | null> {
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

/** What an answer proves: that the passkey signed this challenge, for so many times so far. */
export type ProvenAnswer = { challenge: string; signCount: number; backedUp: boolean };

/** What is known of the passkey that is to have answered. */
export type KnownPasskey = { userId: string; publicKey: string; backupEligible: boolean };

/**
 * What a passkey's answer proves, if it signed it on our own pages for this site with a person present: null for anything else
 * (WebAuthn Level 3, 7.2, but for the challenge and the count of signatures, which are compared where they are stored).
 */
export async function passkeyAnswerIn(
  ctx: Ctx,
  credential: PasskeyAnswer,
  { userId, publicKey, backupEligible }: KnownPasskey,
): Promise<ProvenAnswer | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { isoBase64URL } = await import("@simplewebauthn/server/helpers");
  if (credential.response.userHandle !== userHandle(userId)) return null;
  return orNull(async () => {
    let challenge = "";
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...(await expected(ctx, credential, (seen) => (challenge = seen))),
      credential: { id: credential.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    const isEligible = authenticationInfo.credentialDeviceType === "multiDevice";
    if (!verified || isEligible !== backupEligible) return null;
    return {
      challenge,
      signCount: authenticationInfo.newCounter,
      backedUp: authenticationInfo.credentialBackedUp,
    };
  });
}

/** A user's id as authenticators keep it: it tells nobody who that is, and stays the same for all the passkeys of an account. */
export function userHandle(userId: string): string {
  return Buffer.from(userId).toString("base64url");
}

/** What both kinds of answer have to fulfil. The challenge goes to `see`, since whose it is only the database knows. */
async function expected<Response extends { clientDataJSON: string }>(
  { relyingParty }: Ctx,
  { id, response }: { id: string; response: Response },
  see: (challenge: string) => void,
) {
  const { decodeClientDataJSON } = await import("@simplewebauthn/server/helpers");
  if (decodeClientDataJSON(response.clientDataJSON).crossOrigin)
    throw new Error("made inside another site's page");
  return {
    response: { id, rawId: id, type: "public-key" as const, response, clientExtensionResults: {} },
    expectedChallenge(challenge: string) {
      see(challenge);
      return true;
    },
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    // One factor is enough here, as with a password: a security key without a PIN is as welcome as a fingerprint.
    requireUserVerification: false,
  };
}

/** The library refuses by throwing. Nothing in here can fail for any other reason than what was sent. */
async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
