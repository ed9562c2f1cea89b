import type { Mail } from "@/lib/auth/outbox";
import type { DeriveSecret } from "@/lib/auth/secrets";
import { product } from "@/lib/product";

export type Letter = { subject: string; text: string; html: string };

/** What turns the id of a token into its link's secret, and into its code. */
export type MailSecrets = { mailSecret: DeriveSecret; mailCode: DeriveSecret };

type Words = { subject: string; before: string; after: string };
type Link = { path: string; label: string };

const links: Record<Exclude<Mail["kind"], keyof typeof notices>, Words & { link: Link; hasCode?: true }> = {
  "verify-email": {
    subject: "Confirm your email address",
    before: `Somebody, most likely you, saved an account at ${product.name} with this address. Confirm that it is yours:`,
    link: { path: "/verify-email", label: "Confirm address" },
    after: "The link works once, for 24 hours. If it was not you, leave it: nothing is confirmed without it.",
  },
  "change-email": {
    subject: "Confirm your new email address",
    before: `An account at ${product.name} is to move to this address. Confirm that it is yours:`,
    link: { path: "/verify-email", label: "Confirm new address" },
    after: "The link works once, for 24 hours. If it was not you, leave it: nothing changes without it.",
  },
  "reset-password": {
    subject: "Set a new password",
    before: `Somebody, most likely you, forgot the password of the account at ${product.name} with this address:`,
    link: { path: "/reset-password", label: "Set a new password" },
    after: "The link works once, for 15 minutes. If it was not you, leave it: the password stays as it is.",
  },
  "magic-link": {
    subject: `Your way into ${product.name}`,
    before: "Open this link in the browser where you asked for it, or type this code there:",
    link: { path: "/magic-link", label: "Continue" },
    hasCode: true,
    after:
      "Both work once, for 15 minutes. If you did not ask, leave this mail, and give the code to nobody.",
  },
};

const notices = {
  "password-changed": {
    subject: "Your password was changed",
    before: `The password of your account at ${product.name} has just been changed, and every other device was signed out.`,
    after: "If it was not you, set a new password at once: choose “Forgot password” where you sign in.",
  },
  "email-change-asked": {
    subject: "Your email address is about to change",
    before: `Somebody who knows your password asked to move your account at ${product.name} to another address.`,
    after: "If it was not you, change your password now: that stops it.",
  },
  "passkey-added": {
    subject: "A passkey was added to your account",
    before: `Somebody who was signed in, most likely you, added a passkey to your account at ${product.name}.`,
    after: "If it was not you, remove it on your account page, and sign the other devices out there.",
  },
  "passkey-removed": {
    subject: "A passkey was removed from your account",
    before: `Somebody who was signed in, most likely you, removed a passkey from your account at ${product.name}.`,
    after: "If it was not you, sign in another way, and sign the other devices out on your account page.",
  },
};

/** Writes a mail. Nothing in it was typed by anybody, so nobody writes to others through us. */
export function write(mail: Mail, baseUrl: URL, { mailSecret, mailCode }: MailSecrets): Letter {
  if (mail.token_id === null) return compose(notices[mail.kind]);
  const { link, hasCode, ...words } = links[mail.kind];
  const url = new URL(link.path, baseUrl);
  url.searchParams.set("token", mailSecret(mail.token_id));
  return compose(words, { href: url.href, label: link.label }, hasCode ? mailCode(mail.token_id) : null);
}

function compose(
  words: Words,
  link: { href: string; label: string } | null = null,
  code: string | null = null,
): Letter {
  const { subject, before, after } = words;
  const shown = [before, link?.href, code, after].filter((part) => part !== null && part !== undefined);
  return {
    subject,
    text: `${shown.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="font: 16px/1.5 system-ui, sans-serif; color: #1c1917; background: #ffffff">
<p>${before}</p>${link ? button(link) : ""}${code ? digits(code) : ""}
<p style="color: #57534e">${after}</p>
</body></html>`,
  };
}

function button({ href, label }: { href: string; label: string }): string {
  return `
<p><a href="${escapeHtml(href)}" style="display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1c1917; color: #ffffff; text-decoration: none">${label}</a></p>`;
}

function digits(code: string): string {
  return `
<p style="font-size: 32px; letter-spacing: 6px; font-family: ui-monospace, monospace">${code}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
