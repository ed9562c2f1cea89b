import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { accounts } from "@/db/schema";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  lastToken,
  newGuest,
  newUser,
  unwrap,
} from "@/lib/auth/core/testing";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { getSession } from "@/lib/auth/session/session";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { changePassword } from "./password-change";
import { forgotPassword, resetPassword } from "./password-reset";
import { signIn } from "./sign-in";

const email = "ann@example.com";
const password = "correct horse battery";
const newPassword = "another horse altogether";

let db: Db;
let user: Guest;
beforeEach(async () => {
  db = await testDatabase();
  user = await newUser(db, email, password);
  unwrap(await verifyEmail(contextWith(db, user.token), { token: await lastToken(db, "verify-email") }));
});

const isAlive = async (token: string | null) => unwrap(await getSession(contextWith(db, token))) !== null;

test("an unknown address gets the same answer for the same work, and no email", async () => {
  const asked: unknown[] = [];
  const ask = (address: string) => async () => {
    asked.push(await forgotPassword(contextWith(db), { email: address }));
  };
  const known = await countStatements(ask(email));
  const unknown = await countStatements(ask("nobody@example.com"));
  expect(asked[0]).toEqual(asked[1]);
  expect(known).toEqual(unknown);
  expect(await countRows(db, "mail_outbox", sql`kind = 'reset-password'`)).toBe(1);
  expect(await countRows(db, "verification_tokens", sql`purpose = 'reset-password'`)).toBe(2);
});

test("a reset signs in, ends every other session, tells by email, and works once", async () => {
  const guest = await newGuest(db);
  unwrap(await forgotPassword(contextWith(db), { email }));
  const token = await lastToken(db, "reset-password");
  const ctx = contextWith(db, guest.token);
  const signedIn = unwrap(await resetPassword(ctx, { token, password: newPassword }));

  expect(signedIn.user.id).toBe(user.user.id);
  expect(await isAlive(user.token)).toBe(false);
  expect(await isAlive(signedIn.session.token)).toBe(true);
  expect(await signIn(contextWith(db), { email, password })).toMatchObject({ code: "INVALID_CREDENTIALS" });
  unwrap(await signIn(contextWith(db), { email, password: newPassword }));
  expect(await eventsOf(db, user.user.id)).toContain("user.password_changed");
  expect(await countRows(db, "mail_outbox", sql`kind = 'password-changed' AND token_id IS NULL`)).toBe(1);
  expect(await resetPassword(ctx, { token, password })).toMatchObject({ code: "TOKEN_INVALID" });
  expect(
    await countRows(db, "verification_tokens", sql`purpose = 'reset-password' AND used_at IS NULL`),
  ).toBe(0);
  expect(await countRows(db, "sessions", sql`guest_id = ${guest.user.id}`)).toBe(1);
});

test("a reset removes the provider accounts that were added after the address was verified, and tells by email", async () => {
  const link = (id: string, createdAt: Date) =>
    db.insert(accounts).values({
      provider: "github",
      providerAccountId: id,
      type: "oauth",
      userId: user.user.id,
      createdAt,
    });
  await link("before", new Date(Date.now() - 60_000));
  await link("since", new Date(Date.now() + 60_000));
  unwrap(await forgotPassword(contextWith(db), { email }));
  const token = await lastToken(db, "reset-password");
  unwrap(await resetPassword(contextWith(db), { token, password: newPassword }));
  expect(await db.select({ id: accounts.providerAccountId }).from(accounts)).toEqual([{ id: "before" }]);
  expect((await eventsOf(db, user.user.id)).filter((type) => type === "account.unlinked")).toHaveLength(1);
  expect(await countRows(db, "mail_outbox", sql`kind = 'account-unlinked' AND recipient = ${email}`)).toBe(1);
});

test("a password that is refused leaves the link as it was; after 15 minutes it is over", async () => {
  unwrap(await forgotPassword(contextWith(db), { email }));
  const token = await lastToken(db, "reset-password");
  expect(await resetPassword(contextWith(db), { token, password: "short" })).toMatchObject({
    code: "PASSWORD_TOO_SHORT",
  });
  expect(await resetPassword(contextWith(db), { token, password: email })).toMatchObject({
    code: "PASSWORD_TOO_COMMON",
  });
  const late = contextWith(db, null, { clock: () => new Date(Date.now() + 15 * 60_000 + 1) });
  expect(await resetPassword(late, { token, password: newPassword })).toMatchObject({
    code: "TOKEN_INVALID",
  });
  unwrap(await resetPassword(contextWith(db), { token, password: newPassword }));
});

test("only the newest link works", async () => {
  unwrap(await forgotPassword(contextWith(db), { email }));
  const older = await lastToken(db, "reset-password");
  unwrap(await forgotPassword(contextWith(db), { email }));
  expect(await resetPassword(contextWith(db), { token: older, password })).toMatchObject({
    code: "TOKEN_INVALID",
  });
});

test("a user who knows the password can change it: same session, new secret, the others end", async () => {
  const phone = unwrap(await signIn(contextWith(db), { email, password }));
  const ctx = contextWith(db, user.token);
  expect(await changePassword(ctx, { currentPassword: "wrong", newPassword })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  const changed = unwrap(await changePassword(ctx, { currentPassword: password, newPassword }));
  expect(changed.session.id).toBe(user.session.id);
  expect(await isAlive(changed.session.token)).toBe(true);
  expect(await isAlive(user.token)).toBe(false);
  expect(await isAlive(phone.session.token)).toBe(false);
  const guest = contextWith(db, (await newGuest(db)).token);
  expect(await changePassword(guest, { currentPassword: password, newPassword })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
});
