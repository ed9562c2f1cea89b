import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  lastToken,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { forgotPassword, resetPassword } from "@/lib/auth/password/password-reset";
import { getSession } from "@/lib/auth/session/session";
import { upgradeGuest } from "@/lib/auth/upgrade/upgrade-guest";
import { testDatabase } from "@/lib/testing/test-database";
import { changeEmail, verifyEmail } from "./verify-email";

const password = "correct horse battery";
const email = "new@example.com";

let db: Db;
let user: Guest;
beforeEach(async () => {
  db = await testDatabase();
  user = await newUser(db, "old@example.com", password);
  unwrap(await verifyEmail(contextWith(db, user.token), { token: await lastToken(db, "verify-email") }));
});

const mine = () => contextWith(db, user.token);
const addressOf = async (token: string) => unwrap(await getSession(contextWith(db, token)))?.user.email;

test("the new address counts once it is proven, and the old one is told at once", async () => {
  expect(await changeEmail(mine(), { email, password })).toEqual({
    ok: true,
    status: 202,
    data: { sent: true },
  });
  expect(
    await rows(db, sql`SELECT kind, recipient FROM mail_outbox WHERE kind <> 'verify-email' ORDER BY kind`),
  ).toEqual([
    { kind: "change-email", recipient: email },
    { kind: "email-change-asked", recipient: "old@example.com" },
  ]);
  expect(await addressOf(user.token)).toBe("old@example.com");

  const token = await lastToken(db, "change-email");
  const proven = unwrap(await verifyEmail(mine(), { token }));
  expect(proven.user).toMatchObject({ id: user.user.id, email, emailVerified: true });
  expect(await verifyEmail(mine(), { token })).toMatchObject({ code: "TOKEN_INVALID" });
  expect((await eventsOf(db, user.user.id)).filter((type) => type === "user.email_verified")).toHaveLength(2);
});

test("it can be proven on another device with the password", async () => {
  unwrap(await changeEmail(mine(), { email, password }));
  const token = await lastToken(db, "change-email");
  expect(await verifyEmail(contextWith(db), { token })).toMatchObject({ code: "VALIDATION_FAILED" });
  unwrap(await verifyEmail(contextWith(db), { token, password }));
  expect(await addressOf(user.token)).toBe(email);
});

test("a wrong password, a guest and nobody are refused", async () => {
  expect(await changeEmail(mine(), { email, password: "wrong" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await changeEmail(mine(), { email })).toMatchObject({ code: "VALIDATION_FAILED" });
  const guest = contextWith(db, (await newGuest(db)).token);
  expect(await changeEmail(guest, { email, password })).toMatchObject({ code: "FULL_ACCOUNT_REQUIRED" });
  expect(await changeEmail(contextWith(db), { email, password })).toMatchObject({ code: "NO_SESSION" });
  expect(await countRows(db, "mail_outbox", sql`kind = 'change-email'`)).toBe(0);
});

/** A user who signs in with a provider that named no address. */
async function userWithoutEmail() {
  const guest = await newGuest(db);
  const account = { provider: "github", providerAccountId: "1", type: "oauth" } as const;
  const credential = { method: "github", email: null, account } as const;
  const { user, session } = unwrap(await upgradeGuest(contextWith(db, guest.token), credential));
  return { user, token: session.token ?? "" };
}

test("an account without address and password gets its first address by the session, once it is proven there", async () => {
  const { token, user } = await userWithoutEmail();
  const ctx = contextWith(db, token);
  unwrap(await changeEmail(ctx, { email }));
  expect(await addressOf(token)).toBeNull();
  const link = { token: await lastToken(db, "change-email") };
  expect(await verifyEmail(contextWith(db), link)).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(unwrap(await verifyEmail(ctx, link)).user).toMatchObject({
    id: user.id,
    email,
    emailVerified: true,
  });

  const moved = await changeEmail(ctx, { email: "thief@example.com" });
  expect(moved).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { password: "Enter your password" } },
  });
  expect(await changeEmail(ctx, { email: "thief@example.com", password })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  unwrap(await forgotPassword(contextWith(db), { email }));
  const reset = await lastToken(db, "reset-password");
  expect(unwrap(await resetPassword(contextWith(db), { token: reset, password })).user.id).toBe(user.id);
});

test("the answer does not tell that an address is taken; the proof does, and changes nothing", async () => {
  const owner = await newUser(db, email, password);
  unwrap(await verifyEmail(contextWith(db, owner.token), { token: await lastToken(db, "verify-email") }));
  expect(await changeEmail(mine(), { email, password })).toEqual({
    ok: true,
    status: 202,
    data: { sent: true },
  });
  const proof = { token: await lastToken(db, "change-email") };
  expect(await verifyEmail(mine(), proof)).toMatchObject({ code: "EMAIL_ALREADY_IN_USE" });
  expect(await addressOf(user.token)).toBe("old@example.com");
  expect(await addressOf(owner.token)).toBe(email);
});

test("a user who merely claims the new address is detached", async () => {
  const claimant = await newUser(db, email, password);
  unwrap(await changeEmail(mine(), { email, password }));
  unwrap(await verifyEmail(mine(), { token: await lastToken(db, "change-email") }));
  expect(await addressOf(user.token)).toBe(email);
  const kept = unwrap(await getSession(contextWith(db, claimant.token)));
  expect(kept?.user).toMatchObject({ isAnonymous: true, email: null });
});

test("a reset link that went to the old address dies with the change", async () => {
  unwrap(await forgotPassword(contextWith(db), { email: "old@example.com" }));
  const reset = await lastToken(db, "reset-password");
  unwrap(await changeEmail(mine(), { email, password }));
  unwrap(await verifyEmail(mine(), { token: await lastToken(db, "change-email") }));
  expect(await resetPassword(contextWith(db), { token: reset, password })).toMatchObject({
    code: "TOKEN_INVALID",
  });
});
