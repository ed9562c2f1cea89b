import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { deleteAccount } from "@/lib/auth/account/account";
import type { Context } from "@/lib/auth/core/context";
import { contextWith, countRows, lastToken, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { forgotPassword } from "@/lib/auth/password/password-reset";
import { signUp, upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { requestMagicLink } from "./magic-link";
import { queueNotice } from "./outbox";
import { changeEmail, resendVerification, verifyEmail } from "./verify-email";

const email = "victim@example.com";
const password = "correct horse battery";
const account = { email, password, name: null };

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const mailed = () => countRows(db, "mail_outbox", sql`recipient = ${email}`);
const minutesLater = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
const askForLink = (ctx: Context = contextWith(db, null, { browserHash: crypto.randomUUID() })) =>
  requestMagicLink(ctx, { email, name: null, callbackURL: "/" });

/** Signs up, is mailed, deletes the account. */
async function signUpAndDelete() {
  const { session } = unwrap(await signUp(contextWith(db), account));
  unwrap(await deleteAccount(contextWith(db, session.token), { password }));
}

test("signing up, deleting and signing up again sends a stranger five emails in fifteen minutes", async () => {
  for (let times = 1; times <= 8; times++) await signUpAndDelete();
  expect(await mailed()).toBe(5);
  const { token } = await newGuest(db);
  expect(await upgradeByPassword(contextWith(db, token), account)).toMatchObject({
    ok: true,
    data: { user: { email } },
  });
  expect(await mailed()).toBe(5);
});

test("an upgrade, a resend, a link, a reset and a change of address count against one address", async () => {
  const { token } = await newGuest(db);
  unwrap(await upgradeByPassword(contextWith(db, token), account));
  const { token: renewed } = await newUser(db, "other@example.com", password);
  unwrap(await changeEmail(contextWith(db, renewed), { email, password }));
  unwrap(await forgotPassword(contextWith(db), { email }));
  unwrap(await askForLink());
  unwrap(await askForLink());
  expect(await mailed()).toBe(5);
  for (const asked of [
    await changeEmail(contextWith(db, renewed), { email, password }),
    await forgotPassword(contextWith(db), { email }),
    await askForLink(),
  ])
    expect(asked).toEqual({ ok: true, status: 202, data: { sent: true } });
  expect(await mailed()).toBe(5);
});

test("a resend is withheld too, and goes out again once the fifteen minutes are over", async () => {
  const { token } = await newUser(db, email, password);
  const resend = (minutes: number) =>
    resendVerification(contextWith(db, token, { clock: minutesLater(minutes) }));
  for (let times = 1; times <= 6; times++) unwrap(await resend(1));
  expect(await mailed()).toBe(5);
  unwrap(await resend(14));
  expect(await mailed()).toBe(5);
  unwrap(await resend(15.5));
  expect(await mailed()).toBe(6);
});

test("an email of a browser's own is not withheld", async () => {
  for (let times = 1; times <= 5; times++) unwrap(await askForLink());
  unwrap(await askForLink());
  expect(await mailed()).toBe(5);
  unwrap(await askForLink(contextWith(db, null, { browserHash: "a browser", isOwnMail: true })));
  expect(await mailed()).toBe(6);
});

test("strangers who use up an address hold back none of its warnings, of which there are five at most, too", async () => {
  const { user, token } = await newUser(db, email, password);
  unwrap(await verifyEmail(contextWith(db, token), { token: await lastToken(db, "verify-email") }));
  for (let times = 1; times <= 5; times++) unwrap(await askForLink());
  expect(await mailed()).toBe(5);
  for (let times = 1; times <= 6; times++) await queueNotice(contextWith(db), "passkey-added", user.id);
  expect(await mailed()).toBe(10);
});
