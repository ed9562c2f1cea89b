import { expect, test } from "vitest";
import type { Mail } from "@/lib/auth/outbox";
import { mailCodes, mailSecrets } from "@/lib/auth/secrets";
import { write } from "./mail-text";

const secrets = { mailSecret: mailSecrets("a key of the tests"), mailCode: mailCodes("a key of the tests") };
const baseUrl = new URL("https://guestbook.example.com");

function letter(kind: "verify-email" | "change-email" | "reset-password" | "magic-link", n = 0) {
  const mail: Mail = {
    id: "mail_1",
    recipient: "ann123456@example.com",
    created_at: "",
    kind,
    token_id: `tok_${n}`,
  };
  return write(mail, baseUrl, secrets);
}

const linksIn = (text: string) => text.match(/https?:\/\/[^\s"<]+/g) ?? [];
const codesIn = (text: string) => text.match(/\d{6,}/g) ?? [];

test("a mail with a secret has one link, to this site, with the secret in it", () => {
  for (const kind of ["verify-email", "change-email", "reset-password", "magic-link"] as const) {
    const { text, html } = letter(kind);
    for (const body of [text, html]) {
      expect(linksIn(body)).toHaveLength(1);
      expect(linksIn(body)[0]).toMatch(/^https:\/\/guestbook\.example\.com\/[a-z-]+\?token=[a-p]{64}$/);
    }
  }
});

test("a mail with a code has one run of six digits, every time, and the others have none", () => {
  for (let n = 0; n < 500; n++) {
    const { text, html } = letter("magic-link", n);
    const code = secrets.mailCode(`tok_${n}`);
    expect(codesIn(text)).toEqual([code]);
    expect(codesIn(html)).toEqual([code]);
    expect(codesIn(letter("reset-password", n).html)).toEqual([]);
  }
});

test("a notice asks for nothing", () => {
  for (const kind of [
    "password-changed",
    "email-change-asked",
    "passkey-added",
    "passkey-removed",
  ] as const) {
    const mail: Mail = { id: "mail_1", recipient: "ann@example.com", created_at: "", kind, token_id: null };
    const { text, html } = write(mail, baseUrl, secrets);
    expect(linksIn(text + html)).toEqual([]);
    expect(codesIn(text + html)).toEqual([]);
  }
});
