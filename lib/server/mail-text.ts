import type { Mail } from "@/lib/auth/outbox";
import type { DeriveSecret } from "@/lib/auth/secrets";

export type Letter = { subject: string; text: string; html: string };

/** Writes a mail. Nothing in it was typed by anybody, so nobody writes to others through us. */
export function write(mail: Mail, baseUrl: URL, secretOf: DeriveSecret): Letter {
  const link = new URL("/verify-email", baseUrl);
  link.searchParams.set("token", secretOf(mail.token_id));
  return compose({
    subject: "Confirm your email address",
    before: `Somebody, most likely you, saved a Guestbook account with this address (${mail.recipient}). Confirm that it is yours:`,
    action: "Confirm address",
    link: link.href,
    after: "The link works once, for 24 hours. If it was not you, leave it: nothing is confirmed without it.",
  });
}

function compose(parts: {
  subject: string;
  before: string;
  action: string;
  link: string;
  after: string;
}): Letter {
  const { subject, before, action, link, after } = parts;
  return {
    subject,
    text: `${before}\n\n${link}\n\n${after}\n`,
    html: `<!doctype html><html lang="en"><body style="font: 16px/1.5 system-ui, sans-serif; color: #1c1917; background: #ffffff">
<p>${escapeHtml(before)}</p>
<p><a href="${escapeHtml(link)}" style="display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1c1917; color: #ffffff; text-decoration: none">${escapeHtml(action)}</a></p>
<p style="color: #57534e">${escapeHtml(after)}</p>
</body></html>`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
