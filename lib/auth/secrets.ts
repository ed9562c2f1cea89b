import { createHash, createHmac, createSecretKey, hkdfSync, randomBytes } from "node:crypto";

/** The only form in which a secret is stored: SHA-256 in hex. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** 256 random bits for a session, with the hash to store (OWASP ASVS 5.0 7.2.3 asks for 128). */
export function newSessionSecret(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecret(token) };
}

/**
 * Session secrets that are derived from a caller's own 256 random bits, so that the same request sent twice makes the same
 * session. Nobody can compute one without `key`, which is AUTH_SECRET.
 */
export function sessionSecrets(key: string): DeriveSecret {
  const derive = derivedFrom(key, "guestbook/session");
  return (id) => derive(id).toString("base64url");
}

/** Turns a public id into a secret that only this application can compute. */
export type DeriveSecret = (id: string) => string;

/**
 * Secrets that go into mails are derived from the id of their row, so that a mail can wait in the outbox, and
 * be written after a crash, without the secret ever being stored. `key` is AUTH_SECRET. Written in letters alone,
 * so that the only digits in a mail are those of its code.
 */
export function mailSecrets(key: string): DeriveSecret {
  const derive = derivedFrom(key, "guestbook/mail");
  return (id) =>
    derive(id)
      .toString("hex")
      .replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
}

/** The six digits of a mail, derived in the same way. Nothing about them is stored, so nothing can be guessed offline. */
export function mailCodes(key: string): DeriveSecret {
  const derive = derivedFrom(key, "guestbook/mail-code");
  return (id) => String(derive(id).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

function derivedFrom(key: string, purpose: string): (id: string) => Buffer {
  const derived = createSecretKey(Buffer.from(hkdfSync("sha256", key, "", purpose, 32)));
  return (id) => createHmac("sha256", derived).update(id).digest();
}
