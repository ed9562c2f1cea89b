import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type {
  NewCredential,
  PasskeyCreation,
  PasskeyRequest,
  SignedCredential,
} from "@/lib/features/passkeys/api";

/** A passkey in the hand of a test, which can do with it what no honest device does. */
export type SoftPasskey = { id: string; privateKey: KeyObject; userHandle: string; signCount: number };

type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** Where an answer differs from what an honest browser and authenticator would say. */
export type Twist = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  /** Bits of the authenticator data (WebAuthn Level 3, 6.1). */
  flags?: number;
  signCount?: number;
  credentialId?: Buffer;
  algorithm?: number;
  format?: string;
  statement?: Map<string, Cbor>;
};

export const present = 0x01;
const verified = 0x04;
export const backupEligible = 0x08;
export const backedUp = 0x10;
const hasCredential = 0x40;

/** What an authenticator of its own answers to a site that asks for a new passkey (ES256). */
export function makePasskey(
  { rp, user, challenge }: PasskeyCreation,
  twist: Twist = {},
): { passkey: SoftPasskey; credential: NewCredential } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rawId = twist.credentialId ?? randomBytes(32);
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, twist.algorithm ?? -7],
    [-1, 1],
    [-2, bytesOf(x)],
    [-3, bytesOf(y)],
  ]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(rawId.length);
  const attested = Buffer.concat([Buffer.alloc(16), length, rawId, isoCBOR.encode(cose)]);
  const authData = Buffer.concat([
    dataOf(twist.rpId ?? rp.id, (twist.flags ?? present | verified) | hasCredential, twist),
    attested,
  ]);
  const data = clientData("webauthn.create", rp.id, challenge, twist);
  const attestation = new Map<string, Cbor>([
    ["fmt", twist.format ?? "none"],
    ["attStmt", statementOf(twist, authData, data, privateKey)],
    ["authData", new Uint8Array(authData)],
  ]);
  const id = rawId.toString("base64url");
  return {
    passkey: { id, privateKey, userHandle: user.id, signCount: twist.signCount ?? 0 },
    credential: {
      id,
      response: {
        clientDataJSON: data.toString("base64url"),
        attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString("base64url"),
        transports: ["internal"],
      },
    },
  };
}

/** What it answers to a site that asks who is there. */
export function answerBy(
  passkey: SoftPasskey,
  { rpId, challenge }: PasskeyRequest,
  twist: Twist = {},
): SignedCredential {
  const data = clientData("webauthn.get", rpId, challenge, twist);
  const authData = dataOf(twist.rpId ?? rpId, twist.flags ?? present | verified, {
    signCount: twist.signCount ?? passkey.signCount,
  });
  return {
    id: passkey.id,
    response: {
      clientDataJSON: data.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: signatureOf(authData, data, passkey.privateKey).toString("base64url"),
      userHandle: passkey.userHandle,
    },
  };
}

/** Nothing, or, in the format `packed`, that the passkey's own key signs for it. */
function statementOf({ format, statement }: Twist, authData: Buffer, data: Buffer, key: KeyObject): Cbor {
  if (statement) return statement;
  if (format !== "packed") return new Map();
  return new Map<string, Cbor>([
    ["alg", -7],
    ["sig", new Uint8Array(signatureOf(authData, data, key))],
  ]);
}

function signatureOf(authData: Buffer, data: Buffer, key: KeyObject): Buffer {
  return sign("sha256", Buffer.concat([authData, createHash("sha256").update(data).digest()]), key);
}

function clientData(type: string, rpId: string, challenge: string, twist: Twist): Buffer {
  const { origin = `https://${rpId}`, crossOrigin = false } = twist;
  return Buffer.from(
    JSON.stringify({
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin,
      crossOrigin,
    }),
  );
}

function dataOf(rpId: string, flags: number, { signCount = 0 }: Twist): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(signCount);
  return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([flags]), count]);
}

function bytesOf(base64url: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64url, "base64url"));
}
