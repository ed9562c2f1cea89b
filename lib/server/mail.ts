import type { Transporter } from "nodemailer";
import { deliverOutbox, keptMail, type Mail } from "@/lib/auth/outbox";
import { mailCodes, mailSecrets } from "@/lib/auth/secrets";
import { isoTime } from "@/lib/auth/users";
import { database } from "./db";
import { env, isLoopback } from "./env";
import { logFailure } from "./log";
import { type Letter, write } from "./mail-text";
import { processWide } from "./process-wide";

/** Sends what is due in the outbox. Without an EMAIL_SERVER mail stays where it is, to be read at /dev/mailbox. */
export async function deliverMail(): Promise<void> {
  const { EMAIL_SERVER, EMAIL_FROM } = env();
  if (EMAIL_SERVER === undefined) return;
  const transport = await processWide("mail", () => connect(EMAIL_SERVER));
  const send = async (mail: Mail) => {
    try {
      await transport.sendMail({
        from: EMAIL_FROM,
        to: mail.recipient,
        messageId: `<${mail.id}@guestbook>`,
        ...letter(mail),
      });
    } catch (error) {
      logFailure("mail not sent", new Error(codesOf(error)));
      throw error;
    }
  };
  try {
    await deliverOutbox(await database(), () => new Date(), send);
  } catch (error) {
    logFailure("outbox", error);
  }
}

/** In its own words a server may repeat the address. */
function codesOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code ?? "failed", responseCode].filter(Boolean).join(" ");
}

/** The mails of late, newest first, for a developer to read; null where they are sent, or none of a reader's business. */
export async function keptMails(): Promise<
  (Letter & { id: string; to: string; createdAt: string })[] | null
> {
  const { EMAIL_SERVER, NODE_ENV, driver, baseUrl } = env();
  const isTrial = driver === "pglite" && isLoopback(baseUrl.href);
  if (EMAIL_SERVER !== undefined || (NODE_ENV === "production" && !isTrial)) return null;
  const mails = await keptMail(await database());
  return mails.map((mail) => ({
    id: mail.id,
    to: mail.recipient,
    createdAt: isoTime(mail.created_at),
    ...letter(mail),
  }));
}

function letter(mail: Mail): Letter {
  const { baseUrl, secret } = env();
  return write(mail, baseUrl, { mailSecret: mailSecrets(secret), mailCode: mailCodes(secret) });
}

// Loaded with the first mail: no request waits for it.
async function connect(server: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport(server, { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 });
}
