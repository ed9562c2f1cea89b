import { z } from "zod";
import { changes, ownPasswordTries, triesPerAccount } from "@/lib/api/auth";
import { defineApi, minute, perIp } from "@/lib/api/define";
import { empty, nameOrNone, optionalName, password } from "@/lib/api/schemas";
import { nothing, signedIn, signInResult, time } from "@/lib/api/shapes";

// What a browser's prompt for a passkey takes and gives is the JSON of WebAuthn Level 3, 5.1.

export const passkeyTransports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

const base64url = z.string().meta({ description: "Bytes in base64url" });
const milliseconds = z.int().meta({ description: "Milliseconds" });
const passkeyType = z.literal("public-key");

const creation = z
  .object({
    challenge: base64url,
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: passkeyType, alg: z.int() })),
    excludeCredentials: z.array(
      z.object({ type: passkeyType, id: base64url, transports: z.array(z.enum(passkeyTransports)) }),
    ),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("preferred"),
    }),
    attestation: z.literal("none"),
    timeout: milliseconds,
  })
  .meta({ description: "PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3" });
export type PasskeyCreation = z.output<typeof creation>;

const request = z
  .object({
    challenge: base64url,
    rpId: z.string(),
    allowCredentials: z.tuple([]),
    userVerification: z.literal("preferred"),
    timeout: milliseconds,
  })
  .meta({ description: "PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3" });
export type PasskeyRequest = z.output<typeof request>;

const passkey = z.object({
  id: z.string().meta({ example: "pky_01JDAXQ5T9W3ZC8V4N6M2K7R1B" }),
  name: z.string().nullable(),
  isSynced: z.boolean().meta({ description: "It can be on more than one device" }),
  createdAt: time,
  lastUsedAt: time.nullable(),
});
export type Passkey = z.output<typeof passkey>;

// A credential comes as the browser wrote it, with fields that later editions of WebAuthn may add: those are left out, not refused.

const noPasskey = "Not a passkey";
/** 1023 bytes at most (WebAuthn Level 3, 7.1). */
const credentialId = z
  .string({ error: noPasskey })
  .max(1364, { error: noPasskey, abort: true })
  .regex(/^[\w-]+$/, noPasskey);
const givenBytes = z
  .string({ error: noPasskey })
  .max(64 * 1024, { error: noPasskey, abort: true })
  .regex(/^[\w-]+$/, noPasskey);

const givenTransports = z
  .array(z.string().max(40))
  .max(20)
  .transform((given) => passkeyTransports.filter((known) => given.includes(known)));

const newCredential = z.object(
  {
    id: credentialId,
    response: z.object(
      { clientDataJSON: givenBytes, attestationObject: givenBytes, transports: givenTransports.optional() },
      { error: noPasskey },
    ),
  },
  { error: noPasskey },
);
/** A passkey that was just created. */
export type NewCredential = z.output<typeof newCredential>;

const signedCredential = z.object(
  {
    id: credentialId,
    response: z.object(
      {
        clientDataJSON: givenBytes,
        authenticatorData: givenBytes,
        signature: givenBytes,
        userHandle: givenBytes,
      },
      { error: noPasskey },
    ),
  },
  { error: noPasskey },
);
/** What a passkey signed. */
export type SignedCredential = z.output<typeof signedCredential>;

const id = z.string().regex(/^pky_[0-9A-Z]{26}$/, "NOT_FOUND");
const ownPassword = password.optional();

/** Signing in and upgrading with passkeys. */
export const passkeyApi = defineApi({
  "POST /api/auth/passkey/register/options": {
    summary: "Returns the options to create a passkey",
    input: z.strictObject({ password: ownPassword }),
    output: creation,
    limits: [perIp("passkey-options", 10, minute), triesPerAccount],
  },
  "POST /api/auth/passkey/register": {
    summary: "Upgrades the current guest with a new passkey, or adds one to the account",
    input: z.strictObject({
      credential: newCredential,
      name: optionalName(60),
    }),
    output: signedIn,
    limits: [perIp("upgrade", 10, minute)],
    session: "opens",
    sendsEmail: true,
  },
  "POST /api/auth/passkey/sign-in/options": {
    summary: "Returns the options to sign in with a passkey",
    input: empty,
    output: request,
    limits: [perIp("passkey-request", 10, minute)],
    bindsBrowser: true,
  },
  "POST /api/auth/passkey/sign-in": {
    summary: "Signs in with a passkey",
    input: z.strictObject({ credential: signedCredential }),
    output: signInResult,
    limits: [perIp("sign-in-passkey", 10, minute)],
    session: "opens",
  },
  "GET /api/auth/passkeys": {
    summary: "Lists the current user's passkeys",
    input: empty,
    output: passkey.array(),
    client: { method: "passkey.list" },
  },
  "PATCH /api/auth/passkeys/:id": {
    summary: "Renames a passkey",
    input: z.strictObject({ id, name: nameOrNone(60) }),
    output: passkey,
    limits: [changes],
    client: { method: "passkey.rename", id: "id" },
  },
  "DELETE /api/auth/passkeys/:id": {
    summary: "Removes a passkey, unless it is the last way to sign in",
    input: z.strictObject({ id, password: ownPassword }),
    output: nothing,
    limits: [changes, ownPasswordTries, triesPerAccount],
    sendsEmail: true,
    client: { method: "passkey.remove", id: "id" },
  },
});
