import ipaddr from "ipaddr.js";
import type { Db } from "@/db/client";
import { deliverOutbox, dropMail, latestMail, type Mail } from "@/lib/auth/email/outbox";
import { productMail } from "@/lib/features/mails";
import { processWide } from "@/lib/process-wide";
import { product } from "@/lib/product";
import { derivedSecrets } from "@/lib/server/context";
import { database } from "@/lib/server/db";
import { env, isLoopback } from "@/lib/server/env";
import { logFailure } from "@/lib/server/log";
import { socketAddress } from "@/lib/server/request/client-address";
import { type EmailMessage, write, writeProductMail } from "./mail-text";
import { emailSender } from "./smtp";

/** Sends what is due in the outbox. Without an EMAIL_SERVER emails stay where they are, to be read at /dev/mailbox. */
export async function deliverMail(): Promise<void> {
  const { EMAIL_SERVER, EMAIL_FROM } = env();
  if (EMAIL_SERVER === undefined) return;
  try {
    const send = await processWide("mail", () => emailSender(EMAIL_SERVER));
    const db = await database();
    await deliverOutbox(
      db,
      () => new Date(),
      async (mail) => {
        const message = await messageOf(db, mail);
        if (message !== null)
          return send({
            from: EMAIL_FROM,
            to: mail.recipient,
            messageId: `<${mail.id}@${product.slug}>`,
            ...message,
          });
        await dropMail(db, mail);
        return null;
      },
    );
  } catch (error) {
    logFailure("outbox", error);
  }
}

/**
 * Returns the latest emails, newest first, for a developer to read. Null where they are sent, and in production but for a trial on this very
 * machine, to requests from it.
 */
export async function keptMails(
  headers: Headers,
): Promise<(EmailMessage & { id: string; to: string; createdAt: Date })[] | null> {
  const { EMAIL_SERVER, NODE_ENV, driver, baseUrl } = env();
  const isTrial = driver === "pglite" && isLoopback(baseUrl.href) && isFromThisMachine(headers);
  if (EMAIL_SERVER !== undefined || (NODE_ENV === "production" && !isTrial)) return null;
  const db = await database();
  const mails = (await latestMail(db)).map(async (mail) => {
    const message = await messageOf(db, mail);
    return message && { id: mail.id, to: mail.recipient, createdAt: mail.createdAt, ...message };
  });
  return (await Promise.all(mails)).filter((mail) => mail !== null);
}

/**
 * Whether a request comes from this machine by itself: from a loopback socket, without a sign of a proxy, and for a name of this machine, since
 * any site can let a name of its own lead here. Next sets `X-Forwarded-For` and `X-Forwarded-Host` itself where they are missing.
 */
function isFromThisMachine(headers: Headers): boolean {
  const peer = socketAddress(headers);
  const host = headers.get("host") ?? "";
  const isForwarded =
    ["forwarded", "via", "x-real-ip"].some((name) => headers.has(name)) ||
    (headers.get("x-forwarded-for") ?? peer) !== peer ||
    (headers.get("x-forwarded-host") ?? host) !== host;
  return peer !== null && isLoopbackAddress(peer) && isLoopback(`http://${host}`) && !isForwarded;
}

function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}

/** Null where there is nothing to tell anymore. */
async function messageOf(db: Db, mail: Mail): Promise<EmailMessage | null> {
  const { kind, tokenId } = mail;
  if (kind !== "product") return write({ ...mail, kind }, env().baseUrl, derivedSecrets());
  const words = tokenId === null ? null : await productMail(db, tokenId);
  return words && writeProductMail(words);
}
