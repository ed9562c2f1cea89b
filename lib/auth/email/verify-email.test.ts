import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, mailSecret, newGuest } from "@/lib/auth/core/testing";
import { signUp } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { deliverOutbox, type Mail } from "./outbox";
import { resendVerification, verifyEmail } from "./verify-email";

const jane = { email: "jane@example.com", password: "correct horse battery", name: null };
const day = 86_400_000;
let db: Db;
let session: string | null;

beforeEach(async () => {
  db = await testDatabase();
  const user = await signUp(contextWith(db), jane);
  if (!user.ok) throw new Error(user.code);
  session = user.data.session.token;
});

async function mailedToken(): Promise<string> {
  const mails: Mail[] = [];
  await deliverOutbox(
    db,
    () => new Date(),
    async (mail) => {
      mails.push(mail);
      return null;
    },
  );
  const mail = mails.at(-1);
  if (!mail?.tokenId) throw new Error("no mail was due");
  return mailSecret(mail.tokenId);
}

test("the claimant's session and the email verify the address, once", async () => {
  const token = await mailedToken();
  expect(await verifyEmail(contextWith(db, session), { token })).toMatchObject({
    data: { user: { emailVerified: true } },
  });
  expect(await verifyEmail(contextWith(db, session), { token })).toEqual({
    ok: false,
    code: "TOKEN_INVALID",
  });
});

test("elsewhere the password is asked for", async () => {
  const token = await mailedToken();
  const asked = {
    ok: false,
    code: "VALIDATION_FAILED",
    details: { fields: { password: expect.any(String) } },
  };
  expect(await verifyEmail(contextWith(db), { token })).toEqual(asked);
  expect(await verifyEmail(contextWith(db, (await newGuest(db)).token), { token })).toEqual(asked);
  expect(await verifyEmail(contextWith(db), { token, password: "wrong horse" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await verifyEmail(contextWith(db), { token, password: jane.password })).toMatchObject({ ok: true });
});

test("only the newest link works, and for a day", async () => {
  const old = await mailedToken();
  expect(await resendVerification(contextWith(db, session))).toMatchObject({ ok: true, status: 202 });
  const token = await mailedToken();
  expect(await verifyEmail(contextWith(db, session), { token: old })).toEqual({
    ok: false,
    code: "TOKEN_INVALID",
  });
  const tomorrow = { clock: () => new Date(Date.now() + day + 1000) };
  expect(await verifyEmail(contextWith(db, session, tomorrow), { token })).toEqual({
    ok: false,
    code: "TOKEN_INVALID",
  });
  expect(await verifyEmail(contextWith(db, session), { token })).toMatchObject({ ok: true });
});

test("a guest or a visitor has nothing to verify, and a verified address gets no more email", async () => {
  const { token } = await newGuest(db);
  expect(await resendVerification(contextWith(db, token))).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  expect(await resendVerification(contextWith(db))).toEqual({ ok: false, code: "NO_SESSION" });
  await verifyEmail(contextWith(db, session), { token: await mailedToken() });
  expect(await resendVerification(contextWith(db, session))).toMatchObject({ status: 202 });
  await expect(mailedToken()).rejects.toThrow("no mail was due");
});

test("an email that could not be sent is tried again, with growing pauses, until it is sent", async () => {
  const start = Date.now() + 1000;
  const tries: number[] = [];
  const sendAt = (minutes: number, works: boolean) =>
    deliverOutbox(
      db,
      () => new Date(start + minutes * 60_000),
      async () => {
        tries.push(minutes);
        if (!works) throw new Error("refused");
        return null;
      },
    );
  await sendAt(0, false);
  await sendAt(0.9, false);
  await sendAt(1.1, false);
  await sendAt(2.9, false);
  await sendAt(3.2, true);
  await sendAt(100, true);
  expect(tries).toEqual([0, 1.1, 3.2]);
});
