import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Context } from "@/lib/auth/core/context";

// AES-256-GCM (NIST SP 800-38D): 12 bytes of nonce, 16 of tag.
const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

type SealKeys = Pick<Context, "mailSecret">;

/** Encrypts a text for one purpose, under a key of that purpose alone, which is derived from AUTH_SECRET like the secrets in emails. */
export function seal(keys: SealKeys, purpose: string, text: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyOf(keys, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Decrypts what `seal` made for the same purpose. Null for anything else, such as what was sealed with an earlier AUTH_SECRET. */
export function open(keys: SealKeys, purpose: string, sealed: string): string | null {
  try {
    const bytes = Buffer.from(sealed, "base64url");
    const nonce = bytes.subarray(0, nonceLength);
    const decipher = createDecipheriv(algorithm, keyOf(keys, purpose), nonce, { authTagLength: tagLength });
    decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
    return text.toString("utf8");
  } catch {
    return null;
  }
}

/** Encrypts where a link leads on to: it may be another link's path, whose secret is not to be stored in clear either. */
export function sealPath(keys: SealKeys, path: string): string {
  return seal(keys, "paths", path);
}

/** Decrypts what `sealPath` made. "/" for anything else. */
export function openPath(keys: SealKeys, sealed: string | null): string {
  return open(keys, "paths", sealed ?? "") ?? "/";
}

/** No token has an id that is a purpose. */
function keyOf({ mailSecret }: SealKeys, purpose: string): Buffer {
  return createHash("sha256").update(mailSecret(purpose)).digest();
}
