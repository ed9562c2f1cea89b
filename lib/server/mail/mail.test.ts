import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { mailOutbox } from "@/db/schema";
import { newId } from "@/lib/auth/core/ids";
import { newUser } from "@/lib/auth/core/testing";
import { latestMail } from "@/lib/auth/email/outbox";
import { processValues } from "@/lib/process-wide";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";
import { deliverMail, keptMails } from "./mail";

const own = ["env", "mail"];

let db: Db;
beforeEach(async () => {
  for (const name of own) processValues.delete(name);
  db = await testDatabase();
  connectTo(db);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  for (const name of own) processValues.delete(name);
});

type Answers = { recipient?: number; data?: number; takesUnicode?: boolean };

/** A mail server that answers a recipient, and an email's text, with these codes; the answer holds who was asked for. */
async function mailServer({ recipient, data, takesUnicode = false }: Answers): Promise<string[]> {
  const asked: string[] = [];
  const refusal = (responseCode: number) => Object.assign(new Error("refused"), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    hideSMTPUTF8: !takesUnicode,
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      done(recipient ? refusal(recipient) : null);
    },
    onData(stream, _session, done) {
      stream.resume().on("end", () => done(data ? refusal(data) : null));
    },
  });
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  vi.stubEnv("EMAIL_SERVER", `smtp://127.0.0.1:${address.port}`);
  return asked;
}

/** Delivers now and an hour later; what was logged is expected. */
async function deliverTwice() {
  vi.mocked(console.error).mockImplementation(() => {});
  await deliverMail();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  await deliverMail();
  const logged = vi.mocked(console.error).mock.calls.flat().join("\n");
  vi.mocked(console.error).mockClear();
  return logged;
}

test("a recipient that the server refuses with 5xx is final: recorded, logged without the address, not tried again", async () => {
  const asked = await mailServer({ recipient: 550 });
  await newUser(db, "nobody@example.com");
  const logged = await deliverTwice();
  expect(asked).toEqual(["nobody@example.com"]);
  expect(await latestMail(db)).toMatchObject([{ refusal: "550", sentAt: null }]);
  expect(logged).toContain("mail refused");
  expect(logged).not.toContain("nobody");
});

test.each([
  ["a recipient that is refused for now", { recipient: 450 }],
  ["a server that asks us to sign in", { recipient: 530 }],
  ["an email whose text is refused with 5xx", { data: 554 }],
])("%s is tried again", async (_, answers) => {
  const asked = await mailServer(answers);
  await newUser(db, "jane@example.com");
  await deliverTwice();
  expect(asked).toHaveLength(2);
  expect(await latestMail(db)).toMatchObject([{ refusal: null, sentAt: null, attempts: 2 }]);
});

test("an address that is not ASCII is recorded as refused by a server that takes ASCII alone, and not handed over", async () => {
  const asked = await mailServer({});
  await newUser(db, "jürgen@example.com");
  await deliverTwice();
  expect(asked).toEqual([]);
  expect(await latestMail(db)).toMatchObject([{ refusal: "SMTPUTF8", sentAt: null }]);
});

test("a server that takes it gets it", async () => {
  const asked = await mailServer({ takesUnicode: true });
  await newUser(db, "jürgen@example.com");
  await deliverMail();
  expect(asked).toEqual(["jürgen@example.com"]);
  expect(await latestMail(db)).toMatchObject([{ refusal: null, sentAt: expect.any(Date) }]);
});

/** A request as Next hands it on, from a socket of this address. */
function requestFrom(peer: string, headers: Record<string, string> = {}): Headers {
  processValues.set("socket mark", "mark");
  onTestFinished(() => void processValues.delete("socket mark"));
  return new Headers({
    host: "localhost:3000",
    "x-forwarded-for": peer,
    "x-forwarded-host": headers.host ?? "localhost:3000",
    "x-app-peer": `mark ${peer}`,
    ...headers,
  });
}

test("in production the mailbox is shown to this machine alone, and not through a proxy on it", async () => {
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  await newUser(db, "jane@example.com");
  for (const peer of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    expect(await keptMails(requestFrom(peer))).toMatchObject([{ to: "jane@example.com" }]);
  expect(await keptMails(requestFrom("127.0.0.1", { host: "127.0.0.1:3000" }))).toHaveLength(1);
  for (const refused of [
    requestFrom("192.168.1.20"),
    requestFrom("127.0.0.1", { "x-forwarded-for": "203.0.113.9" }),
    requestFrom("127.0.0.1", { "x-forwarded-for": "127.0.0.1, 127.0.0.1" }),
    requestFrom("127.0.0.1", { "x-forwarded-host": "guestbook.example.com" }),
    requestFrom("127.0.0.1", { forwarded: "for=203.0.113.9" }),
    requestFrom("127.0.0.1", { "x-real-ip": "127.0.0.1" }),
    requestFrom("127.0.0.1", { via: "1.1 proxy" }),
    requestFrom("127.0.0.1", { host: "rebound.example.com" }),
    requestFrom("127.0.0.1", { "x-app-peer": "guessed 127.0.0.1" }),
    new Headers({ host: "localhost:3000" }),
  ])
    expect(await keptMails(refused)).toBeNull();
});

test("with a database of its own, another address or a mail server, production shows it to nobody", async () => {
  const here = requestFrom("127.0.0.1");
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  for (const [name, value] of [
    ["DATABASE_URL", "postgres://nobody@127.0.0.1/nowhere"],
    ["AUTH_URL", "https://guestbook.example.com"],
    ["EMAIL_SERVER", "smtp://127.0.0.1"],
  ] as const) {
    vi.stubEnv(name, value);
    processValues.delete("env");
    expect(await keptMails(here)).toBeNull();
    vi.stubEnv(name, "");
  }
});

test("an email of the product that has nothing to tell anymore is neither shown nor sent, and leaves the outbox", async () => {
  const id = newId("mail");
  await db.insert(mailOutbox).values({
    id,
    kind: "product",
    recipient: "ada@example.com",
    tokenId: "gone",
    nextAttemptAt: new Date(0),
  });
  vi.stubEnv("NODE_ENV", "development");
  expect(await keptMails(new Headers())).toEqual([]);
  processValues.delete("env");
  const asked = await mailServer({});
  await deliverMail();
  expect(asked).toEqual([]);
  expect(await latestMail(db)).toEqual([]);
});

test("in development it is shown", async () => {
  vi.stubEnv("NODE_ENV", "development");
  await newUser(db, "jane@example.com");
  expect(await keptMails(new Headers())).toHaveLength(1);
});
