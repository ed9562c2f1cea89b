import { createHash, createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** The only form in which a secret is stored: SHA-256 in hex. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether both are the same, in a time that tells nothing about where they differ or how long they are. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** A secret and the form in which it is stored. */
export type Secret = { token: string; tokenHash: string };

/** 256 random bits for a session, with the hash to store (OWASP ASVS 5.0 7.2.3 asks for 128). */
export function newSessionSecret(): Secret {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecret(token) };
}

/**
 * Session secrets that are derived from what makes a request the same as an earlier one, so that it opens the same session. Nobody can compute
 * one without `key`, which is AUTH_SECRET.
 */
export function sessionSecrets(key: string): DeriveSecret {
  const derive = derivedFrom(key, "guestbook/session");
  return (request) => derive(request).toString("base64url");
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

/** Marks of what a browser has done, which only this application can make: a MAC in base64url. */
export function browserMarks(key: string): DeriveSecret {
  const derive = derivedFrom(key, "guestbook/browser");
  return (text) => derive(text).toString("base64url");
}

/**
 * Where a guest came from, to count guests who come from one place: the network, and the browser in it, each as a keyed hash that changes
 * every day (UTC). A person cannot be followed from one day to the next, and the address cannot be recovered from it without `AUTH_SECRET`.
 */
export type Visit = { network: string; browser: string };

/** Returns what turns a visit into its marks. `network` is an address without its last part, `key` AUTH_SECRET. */
export function visitMarks(key: string): (from: { network: string; userAgent: string }, now: Date) => Visit {
  const derive = derivedFrom(key, "guestbook/visit");
  return ({ network, userAgent }, now) => {
    const day = now.toISOString().slice(0, 10);
    const mark = (...parts: string[]) =>
      derive([day, ...parts].join("\n"))
        .toString("base64url")
        .slice(0, 12);
    return { network: mark(network), browser: mark(network, userAgent) };
  };
}

function derivedFrom(key: string, purpose: string): (id: string) => Buffer {
  const derived = createSecretKey(Buffer.from(hkdfSync("sha256", key, "", purpose, 32)));
  return (id) => createHmac("sha256", derived).update(id).digest();
}
