import type { DeriveSecret } from "@/lib/auth/core/secrets";
import type { MailedPurpose } from "@/lib/auth/email/mailed-tokens";
import type { Mail, Notice } from "@/lib/auth/email/outbox";
import type { ProductMail } from "@/lib/features/mails";
import { product } from "@/lib/product";

export type EmailMessage = { subject: string; text: string; html: string };

/** What turns the id of a token into its link's secret, and into its code. */
export type MailSecrets = { mailSecret: DeriveSecret; mailCode: DeriveSecret };

type Words = { subject: string; before: string; after: string };
type Link = { path: string; label: string };

const links: Record<MailedPurpose, Words & { link: Link; hasCode?: true }> = {
  "verify-email": {
    subject: "Confirm your email address",
    before: `Thanks for joining ${product.name}. Confirm your email address:`,
    link: { path: "/verify-email", label: "Confirm email" },
    after: "The link works once, for 24 hours. If this wasn't you, you can ignore this email.",
  },
  "change-email": {
    subject: "Confirm your new email address",
    before: `We received a request to use this address for an account at ${product.name}. Confirm it:`,
    link: { path: "/verify-email", label: "Confirm new email" },
    after: "The link works once, for 24 hours. If this wasn't you, you can ignore this email.",
  },
  "reset-password": {
    subject: "Set a new password",
    before: "We received a request to set a new password for your account:",
    link: { path: "/reset-password", label: "Set new password" },
    after:
      "The link works once, for 15 minutes. If this wasn't you, you can ignore this email: your password stays the same.",
  },
  "magic-link": {
    subject: `Your ${product.name} sign-in code`,
    before: "Open this link in the browser where you asked for it, or enter this code there:",
    link: { path: "/magic-link", label: "Sign in" },
    hasCode: true,
    after: "Both work once, for 15 minutes. If you didn't request this, ignore it and don't share the code.",
  },
};

const notices: Record<Notice, Words> = {
  "password-changed": {
    subject: "Your password was changed",
    before: `The password of your ${product.name} account was just changed, and all other devices were signed out.`,
    after: "If this wasn't you, set a new password now: choose “Forgot your password?” where you sign in.",
  },
  "email-change-asked": {
    subject: "Your email address is about to change",
    before: `Someone who knows your password asked to use another address for your ${product.name} account.`,
    after: "If this wasn't you, change your password now to stop it.",
  },
  "account-linked": {
    subject: "A sign-in method was added to your account",
    before: `An account of another service was connected to your ${product.name} account. It can be used to sign in.`,
    after: "If this wasn't you, disconnect it on your account page, and sign out the other devices there.",
  },
  "account-unlinked": {
    subject: "A sign-in method was removed from your account",
    before: `An account of another service was disconnected from your ${product.name} account. You can't sign in with it anymore.`,
    after: "If this wasn't you, sign in another way, and sign out the other devices on your account page.",
  },
  "passkey-added": {
    subject: "A passkey was added to your account",
    before: `A passkey was added to your ${product.name} account. It can be used to sign in.`,
    after: "If this wasn't you, remove it on your account page, and sign out the other devices there.",
  },
  "passkey-removed": {
    subject: "A passkey was removed from your account",
    before: `A passkey was removed from your ${product.name} account. You can't sign in with it anymore.`,
    after: "If this wasn't you, sign in another way, and sign out the other devices on your account page.",
  },
};

/** An email of the core. */
type CoreMail = Omit<Mail, "kind"> & { kind: Notice | MailedPurpose };

/** Writes an email. Nothing in it was typed by a person, so no one can write to others through us. */
export function write(mail: CoreMail, baseUrl: URL, { mailSecret, mailCode }: MailSecrets): EmailMessage {
  if (isNotice(mail.kind)) return compose(notices[mail.kind]);
  if (mail.tokenId === null) throw new Error(`no token for an email of kind ${mail.kind}`);
  const { link, hasCode, ...words } = links[mail.kind];
  const url = new URL(link.path, baseUrl);
  url.searchParams.set("token", mailSecret(mail.tokenId));
  const code = hasCode ? mailCode(mail.tokenId) : null;
  // In two halves: a reader sees it in a list of emails, and the body keeps the only run of six digits.
  const subject = code === null ? words.subject : `${words.subject}: ${code.slice(0, 3)} ${code.slice(3)}`;
  return compose({ ...words, subject }, { href: url.href, label: link.label }, code);
}

/** Writes an email of the product: what a person typed is text in it, and no more. */
export function writeProductMail({ link, ...words }: ProductMail): EmailMessage {
  return compose(words, link);
}

function isNotice(kind: CoreMail["kind"]): kind is Notice {
  return kind in notices;
}

function compose(
  { subject, before, after }: Words,
  link: { href: string; label: string } | null = null,
  code: string | null = null,
): EmailMessage {
  const parts = [before, link?.href, code, after].filter((part) => part !== null && part !== undefined);
  return {
    subject,
    text: `${parts.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="font: 16px/1.5 system-ui, sans-serif; color: #1c1917; background: #ffffff">
<p>${escapeHtml(before)}</p>${link ? button(link) : ""}${code ? digits(code) : ""}
<p style="color: #57534e">${escapeHtml(after)}</p>
</body></html>`,
  };
}

function button({ href, label }: { href: string; label: string }): string {
  return `
<p><a href="${escapeHtml(href)}" style="display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1c1917; color: #ffffff; text-decoration: none">${escapeHtml(label)}</a></p>`;
}

function digits(code: string): string {
  return `
<p style="font-size: 32px; letter-spacing: 6px; font-family: ui-monospace, monospace">${code}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
