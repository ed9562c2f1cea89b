import { logFailure } from "@/lib/server/log";
import type { EmailMessage } from "./mail-text";

/** What a server that does not answer may cost one email (milliseconds). */
const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

type Message = EmailMessage & { from: string; to: string; messageId: string };

/**
 * Sends one email. Returns null, or why the recipient is refused for good, so that trying again is of no use: the status code of the server's answer
 * to it (RFC 5321 4.2.1), or SMTPUTF8 where the address is not ASCII and the server takes no other (RFC 6531). Throws where it
 * can be tried again.
 */
export type SendEmail = (message: Message) => Promise<string | null>;

/** Returns what sends through the server behind an SMTP URL. Loaded with the first email: no request waits for it. */
export async function emailSender(server: string): Promise<SendEmail> {
  const { createTransport } = await import("nodemailer");
  const { parseConnectionUrl } = await import("nodemailer/lib/shared/index.js");
  const options = { ...parseConnectionUrl(server), ...timeouts };
  const transport = createTransport(options);
  const takesUnicode = async () => {
    const { default: Connection } = await import("nodemailer/lib/smtp-connection/index.js");
    const connection = new Connection(options);
    return new Promise<boolean>((resolve, reject) => {
      connection.on("error", reject);
      connection.connect((error) => {
        if (error) return reject(error);
        resolve(/^\d+[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || ""));
        connection.quit();
      });
    });
  };
  return async (message) => {
    try {
      // Such a server may take the bytes all the same, and lose the email later.
      const refusal = /[^\0-\x7f]/.test(message.to) && !(await takesUnicode()) ? "SMTPUTF8" : null;
      if (refusal === null) await transport.sendMail(message);
      else logFailure("mail refused", new Error(refusal));
      return refusal;
    } catch (error) {
      const refusal = refusedRecipient(error);
      logFailure(refusal === null ? "mail not sent" : "mail refused", new Error(codesOf(error)));
      if (refusal === null) throw error;
      return refusal;
    }
  };
}

/** The status with which a recipient was refused for good, or null. 530 asks us to sign in, and is no word on the recipient. */
function refusedRecipient(error: unknown): string | null {
  if (!(error instanceof Error) || !("command" in error) || error.command !== "RCPT TO") return null;
  const status = "responseCode" in error ? Number(error.responseCode) : 0;
  return status >= 500 && status <= 599 && status !== 530 ? String(status) : null;
}

/** In its own words a server may repeat the address. */
function codesOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  const code = "code" in error ? error.code : "failed";
  const responseCode = "responseCode" in error ? error.responseCode : null;
  return [code, responseCode].filter(Boolean).join(" ");
}
