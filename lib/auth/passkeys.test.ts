import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { exportAccount } from "./account-export";
import { addPasskey, newPasskeyMember, passkeyContext } from "./passkey-testing";
import { listPasskeys, removePasskey, renamePasskey } from "./passkeys";
import { forgotPassword, resetPassword } from "./password-reset";
import { hashPassword } from "./passwords";
import { getPerson } from "./person";
import { getSession } from "./session-reading";
import {
  contextWith,
  countRows,
  eventsOf,
  keeperWith,
  lastToken,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

const password = "correct horse battery";
const onlyWayIn = {
  ok: false,
  code: "VALIDATION_FAILED",
  details: { fields: { id: "This is your only way in. Add another passkey first." } },
};

/** Everything by which the member could still get in. */
async function passkeyIds(token: string): Promise<string[]> {
  return unwrap(await listPasskeys(contextWith(db, token))).map(({ id }) => id);
}

test("a member sees them, calls them something else, and removes all but the last way in", async () => {
  const member = await newPasskeyMember(db);
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
  expect(await removePasskey(ctx, { id })).toEqual(onlyWayIn);
  expect(await passkeyIds(member.token)).toEqual([id]);
  expect((await eventsOf(db, member.user.id)).at(-1)).toBe("passkey.removed");
});

test.each<[string, (userId: string) => Promise<unknown>]>([
  [
    "a password",
    async (userId) => {
      const hash = await hashPassword(password);
      return rows(db, sql`INSERT INTO passwords (user_id, hash) VALUES (${userId}, ${hash})`);
    },
  ],
  [
    "a social account",
    (userId) =>
      rows(
        db,
        sql`INSERT INTO accounts (provider, provider_account_id, type, user_id) VALUES ('github', '1', 'oauth', ${userId})`,
      ),
  ],
  [
    "a confirmed address",
    (userId) =>
      rows(
        db,
        sql`UPDATE users SET email = 'jane@example.com', email_verified_at = now() WHERE id = ${userId}`,
      ),
  ],
])("with %s the only passkey is not the last way in", async (way, give) => {
  const member = await newPasskeyMember(db);
  await give(member.user.id);
  const [id = ""] = await passkeyIds(member.token);
  const given = way === "a password" ? password : undefined;
  expect(await removePasskey(contextWith(db, member.token), { id, password: given })).toMatchObject({
    ok: true,
  });
});

test("an address that nobody has confirmed is no way in", async () => {
  const member = await newPasskeyMember(db);
  await rows(db, sql`UPDATE users SET email = 'jane@example.com' WHERE id = ${member.user.id}`);
  const [id = ""] = await passkeyIds(member.token);
  expect(await removePasskey(contextWith(db, member.token), { id })).toEqual(onlyWayIn);
});

test("a member who has a password gives it to remove one, and the mailbox is told", async () => {
  const member = await newMember(db, "jane@example.com", password);
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

test("nobody else's can be seen, named or removed; a guest has none, and nobody is nobody", async () => {
  const member = await newPasskeyMember(db);
  const other = passkeyContext(db, (await newPasskeyMember(db)).token);
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

test("a claimant who has a passkey loses the address and the password, and stays a member", async () => {
  const email = "victim@example.com";
  const claimant = await newMember(db, email, password);
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
  expect(await removePasskey(contextWith(db, claimant.token), { id })).toEqual(onlyWayIn);
});

test("passkeys are in the person's own export and among the ways in that the owner sees, and go with the person", async () => {
  const member = await newPasskeyMember(db);
  await addPasskey(passkeyContext(db, member.token));
  const exported = unwrap(await exportAccount(contextWith(db, member.token)));
  expect(exported.passkeys).toMatchObject([{ credentialId: member.passkey.id }, { userId: member.user.id }]);
  expect(unwrap(await getPerson(keeperWith(db), { id: member.user.id })).ways).toEqual(["passkey"]);
  await rows(db, sql`DELETE FROM users WHERE id = ${member.user.id}`);
  expect(await countRows(db, "passkeys")).toBe(0);
});
