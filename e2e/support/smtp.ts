import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { mailedOut } from "@/lib/testing/evidence";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: ParsedMail["headers"];
};

export type MailServer = {
  /** What to put into EMAIL_SERVER. */
  url: string;
  /** Every mail that was accepted, oldest first. */
  mails: Mail[];
  /** How many mails are kept waiting now for an answer. */
  waiting(): number;
  /** `refuse` answers every mail with 451, `hang` never answers it. */
  behave(how: "accept" | "refuse" | "hang"): void;
  /** The newest mail to that address; waits up to `milliseconds` for one. */
  waitFor(to: string, milliseconds?: number): Promise<Mail>;
  stop(): Promise<void>;
};

/** Starts an SMTP server on a free port of 127.0.0.1 that keeps what it is sent. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  let mode: "accept" | "refuse" | "hang" = "accept";
  const waiting = new Set<string>();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      simpleParser(stream).then((parsed) => {
        if (mode === "refuse")
          return done(Object.assign(new Error("try again later"), { responseCode: 451 }));
        if (mode === "hang") return void waiting.add(session.id);
        for (const recipient of session.envelope.rcptTo) {
          const mail = asMail(parsed, recipient.address);
          mailedOut([...tokensIn(mail), ...codesIn(mail)], `${mail.text}\n${mail.html}`);
          mails.push(mail);
        }
        done();
      }, done);
    },
    onClose: (session) => void waiting.delete(session.id),
  });
  // A client that is killed in the middle of a mail resets its connection.
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  async function waitFor(to: string, milliseconds = 40_000): Promise<Mail> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
      const mail = mails.findLast((mail) => mail.to === to);
      if (mail) return mail;
      if (Date.now() > deadline) throw new Error(`no mail to ${to} within ${milliseconds} ms`);
      await sleep(20);
    }
  }

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    waiting: () => waiting.size,
    behave: (how) => {
      mode = how;
    },
    waitFor,
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}

function asMail(parsed: ParsedMail, to: string): Mail {
  const { subject = "", text = "", html, headers } = parsed;
  return { to, subject, text, html: html || "", headers };
}

function tokensIn(mail: Mail): Set<string> {
  return new Set([...mail.text.matchAll(/[?&#]token=([\w.~-]+)/g)].map((match) => match[1] ?? ""));
}

function codesIn(mail: Mail): string[] {
  return mail.text.match(/\b\d{6}\b/g) ?? [];
}

/** The one secret that a mail's link carries. */
export function tokenIn(mail: Mail): string {
  const tokens = tokensIn(mail);
  const [token] = tokens;
  if (tokens.size !== 1 || token === undefined) throw new Error(`expected one token in: ${mail.text}`);
  return token;
}

/** The one code that a mail carries. */
export function codeIn(mail: Mail): string {
  const [code, ...more] = codesIn(mail);
  if (code === undefined || more.length > 0) throw new Error(`expected one code in: ${mail.text}`);
  return code;
}
