import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { exportAccount } from "@/lib/auth/account/account";
import { getPerson } from "@/lib/auth/admin/people";
import {
  adminContextWith,
  contextWith,
  countRows,
  eventsOf,
  lastToken,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { forgotPassword, resetPassword } from "@/lib/auth/password/password-reset";
import { hashPassword } from "@/lib/auth/password/passwords";
import { getSession } from "@/lib/auth/session/session";
import { testDatabase } from "@/lib/testing/test-database";
import { startPasskey } from "./passkey-registration";
import { addPasskey, newPasskeyUser, passkeyContext } from "./passkey-testing";
import { listPasskeys, removePasskey, renamePasskey } from "./passkeys";

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

const password = "correct horse battery";
const onlyMethod = {
  ok: false,
  code: "CONFLICT",
  details: { fields: { id: "This is your only way to sign in. Add another passkey first." } },
};

async function passkeyIds(token: string): Promise<string[]> {
  return unwrap(await listPasskeys(contextWith(db, token))).map(({ id }) => id);
}

test("a registered user lists passkeys, renames them, and removes all but the last sign-in method", async () => {
  const member = await newPasskeyUser(db);
  const ctx = passkeyContext(db, member.token);
  await addPasskey(ctx, { name: "Blue key" });
  const [first, second] = unwrap(await listPasskeys(ctx));
  expect([first, second]).toMatchObject([
    { name: null, isSynced: false, lastUsedAt: null },
    { name: "Blue key" },
  ]);
  const id = first?.id ?? "";
  expect(unwrap(await renamePasskey(ctx, { id, name: "Phone" }))).toEqual({ ...first, name: "Phone" });
  expect(await removePasskey(ctx, { id: second?.id ?? "" })).toMatchObject({ ok: true });
  expect(await removePasskey(ctx, { id })).toEqual(onlyMethod);
  expect(await passkeyIds(member.token)).toEqual([id]);
  expect((await eventsOf(db, member.user.id)).at(-1)).toBe("passkey.removed");
});

test.each<[string, (userId: string) => Promise<unknown>]>([
  [
    "a password and its address",
    async (userId) => {
      const hash = await hashPassword(password);
      await rows(db, sql`UPDATE users SET email = 'jane@example.com' WHERE id = ${userId}`);
      return rows(db, sql`INSERT INTO passwords (user_id, hash) VALUES (${userId}, ${hash})`);
    },
  ],
  [
    "a provider account",
    (userId) =>
      rows(
        db,
        sql`INSERT INTO accounts (provider, provider_account_id, type, user_id) VALUES ('github', '1', 'oauth', ${userId})`,
      ),
  ],
  [
    "a verified address",
    (userId) =>
      rows(
        db,
        sql`UPDATE users SET email = 'jane@example.com', email_verified_at = now() WHERE id = ${userId}`,
      ),
  ],
])("with %s the only passkey is not the last sign-in method", async (way, give) => {
  const member = await newPasskeyUser(db);
  await give(member.user.id);
  const [id = ""] = await passkeyIds(member.token);
  const given = way.startsWith("a password") ? password : undefined;
  expect(await removePasskey(contextWith(db, member.token), { id, password: given })).toMatchObject({
    ok: true,
  });
});

test("an unverified address without a password is no sign-in method", async () => {
  const member = await newPasskeyUser(db);
  await rows(db, sql`UPDATE users SET email = 'jane@example.com' WHERE id = ${member.user.id}`);
  const [id = ""] = await passkeyIds(member.token);
  expect(await removePasskey(contextWith(db, member.token), { id })).toEqual(onlyMethod);
});

test("a registered user has twenty passkeys at most, and a guest begins with one", async () => {
  const member = await newPasskeyUser(db);
  const ctx = passkeyContext(db, member.token);
  for (let count = 1; count < 20; count++) unwrap((await addPasskey(ctx)).registered);
  expect(await startPasskey(ctx, {})).toEqual({ ok: false, code: "FORBIDDEN" });
  const [id = ""] = await passkeyIds(member.token);
  unwrap(await removePasskey(ctx, { id }));
  unwrap((await addPasskey(ctx)).registered);
});

test("a user who has a password gives it to remove one, and an email says so", async () => {
  const member = await newUser(db, "jane@example.com", password);
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${member.user.id}`);
  const ctx = passkeyContext(db, member.token);
  await addPasskey(ctx, { password });
  const [id = ""] = await passkeyIds(member.token);
  expect(await removePasskey(ctx, { id })).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await removePasskey(ctx, { id, password: "wrong" })).toMatchObject({ code: "INVALID_CREDENTIALS" });
  expect(await passkeyIds(member.token)).toEqual([id]);
  expect(await removePasskey(ctx, { id, password })).toMatchObject({ ok: true });
  expect(await passkeyIds(member.token)).toEqual([]);
  expect(await countRows(db, "mail_outbox", sql`kind = 'passkey-removed'`)).toBe(1);
});

test("another user's cannot be listed, renamed or removed; a guest has none, a visitor gets NO_SESSION", async () => {
  const member = await newPasskeyUser(db);
  const other = passkeyContext(db, (await newPasskeyUser(db)).token);
  await addPasskey(other);
  const [id = ""] = await passkeyIds(member.token);
  expect(await renamePasskey(other, { id, name: "Mine" })).toEqual({ ok: false, code: "NOT_FOUND" });
  expect(await removePasskey(other, { id })).toEqual({ ok: false, code: "NOT_FOUND" });
  expect(await passkeyIds((await newGuest(db)).token)).toEqual([]);
  const nobody = contextWith(db);
  expect(await listPasskeys(nobody)).toEqual({ ok: false, code: "NO_SESSION" });
  expect(await renamePasskey(nobody, { id, name: null })).toEqual({ ok: false, code: "NO_SESSION" });
  expect(await removePasskey(nobody, { id })).toEqual({ ok: false, code: "NO_SESSION" });
});

test("a claimant who has a passkey loses the address and the password, and stays registered", async () => {
  const email = "victim@example.com";
  const claimant = await newUser(db, email, password);
  await addPasskey(passkeyContext(db, claimant.token), { password });
  unwrap(await forgotPassword(contextWith(db), { email }));
  const token = await lastToken(db, "reset-password");
  const prover = unwrap(
    await resetPassword(contextWith(db), { token, password: "the owner's own password" }),
  );
  expect(prover.user).toMatchObject({ email, emailVerified: true });
  expect(unwrap(await getSession(contextWith(db, claimant.token)))?.user).toMatchObject({
    id: claimant.user.id,
    isAnonymous: false,
    email: null,
  });
  const [id = ""] = await passkeyIds(claimant.token);
  expect(await removePasskey(contextWith(db, claimant.token), { id })).toEqual(onlyMethod);
});

test("passkeys are in the user's export and among the sign-in methods that an admin sees, and are deleted with the user", async () => {
  const member = await newPasskeyUser(db);
  await addPasskey(passkeyContext(db, member.token));
  const exported = unwrap(await exportAccount(contextWith(db, member.token)));
  expect(exported.passkeys).toMatchObject([{ credentialId: member.passkey.id }, { userId: member.user.id }]);
  expect(unwrap(await getPerson(adminContextWith(db), { id: member.user.id })).signInMethods).toEqual([
    "passkey",
  ]);
  await rows(db, sql`DELETE FROM users WHERE id = ${member.user.id}`);
  expect(await countRows(db, "passkeys")).toBe(0);
});
