import { expect, test } from "vitest";
import { mailCodes, mailSecrets } from "@/lib/auth/core/secrets";
import type { Mail } from "@/lib/auth/email/outbox";
import { write } from "./mail-text";

const secrets = { mailSecret: mailSecrets("a key of the tests"), mailCode: mailCodes("a key of the tests") };
const baseUrl = new URL("https://guestbook.example.com");

function email(kind: Exclude<Mail["kind"], "product">, tokenId: string | null) {
  const now = new Date(0);
  const times = { nextAttemptAt: now, createdAt: now, sentAt: null, refusal: null, attempts: 0 };
  return write(
    { id: "mail_1", recipient: "ann123456@example.com", kind, tokenId, ...times },
    baseUrl,
    secrets,
  );
}

const linksIn = (text: string) => text.match(/https?:\/\/[^\s"<]+/g) ?? [];
const codesIn = (text: string) => text.match(/\d{6,}/g) ?? [];

test("an email with a secret has one link, to this site, with the secret in it", () => {
  for (const kind of ["verify-email", "change-email", "reset-password", "magic-link"] as const) {
    const { text, html } = email(kind, "tok_0");
    for (const body of [text, html]) {
      expect(linksIn(body)).toHaveLength(1);
      expect(linksIn(body)[0]).toMatch(/^https:\/\/guestbook\.example\.com\/[a-z-]+\?token=[a-p]{64}$/);
    }
  }
});

test("an email with a code has one run of six digits, every time, and the others have none", () => {
  for (let n = 0; n < 500; n++) {
    const { text, html } = email("magic-link", `tok_${n}`);
    const code = secrets.mailCode(`tok_${n}`);
    expect(codesIn(text)).toEqual([code]);
    expect(codesIn(html)).toEqual([code]);
    expect(codesIn(email("reset-password", `tok_${n}`).html)).toEqual([]);
  }
});

test("the subject shows the code in two halves", () => {
  const code = secrets.mailCode("tok_1");
  expect(email("magic-link", "tok_1").subject).toBe(
    `Your Guestbook sign-in code: ${code.slice(0, 3)} ${code.slice(3)}`,
  );
});

test("a notice asks for nothing", () => {
  for (const kind of [
    "password-changed",
    "email-change-asked",
    "account-linked",
    "account-unlinked",
    "passkey-added",
    "passkey-removed",
  ] as const) {
    const { text, html } = email(kind, null);
    expect(linksIn(text + html)).toEqual([]);
    expect(codesIn(text + html)).toEqual([]);
  }
});
