import { z } from "zod";
import { passkeyTransports } from "./passkeys";
import { password, text } from "./schemas";

// A credential comes as the browser wrote it, with fields that later editions of WebAuthn may add: those are left out, not refused.

const noPasskey = "Not a passkey";
const base64url = z.string({ error: noPasskey }).regex(/^[\w-]+$/, noPasskey);
/** 1023 bytes at most (WebAuthn Level 3, 7.1). */
const credentialId = base64url.max(1364, noPasskey);

const transports = z
  .array(z.string())
  .transform((given) => passkeyTransports.filter((known) => given.includes(known)));

const passkeyName = text(60).transform((value) => value || null);

export const passkeyStart = z.strictObject({ password: password.optional() });
export const newPasskey = z.strictObject({
  credential: z.object(
    {
      id: credentialId,
      response: z.object(
        { clientDataJSON: base64url, attestationObject: base64url, transports: transports.optional() },
        { error: noPasskey },
      ),
    },
    { error: noPasskey },
  ),
  name: passkeyName.nullish().transform((value) => value ?? null),
});
export const passkeyAnswer = z.strictObject({
  credential: z.object(
    {
      id: credentialId,
      response: z.object(
        {
          clientDataJSON: base64url,
          authenticatorData: base64url,
          signature: base64url,
          userHandle: base64url,
        },
        { error: noPasskey },
      ),
    },
    { error: noPasskey },
  ),
});

const id = z.string().regex(/^pky_[0-9A-Z]{26}$/, "NOT_FOUND");
export const passkeyRenaming = z.strictObject({ id, name: passkeyName });
export const passkeyRemoval = z.strictObject({ id, password: password.optional() });
