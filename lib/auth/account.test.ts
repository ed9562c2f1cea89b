import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { deleteAccount } from "./account";
import { exportAccount } from "./account-export";
import { hashSecret } from "./secrets";
import {
  addMembership,
  contextWith,
  countRows,
  eventsOf,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";

const password = "correct horse battery";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("an export holds everything of a member, and no secret", async () => {
  const member = await newMember(db, "ann@example.com", password);
  await addMembership(db, member.user.id);
  const exported = unwrap(await exportAccount(contextWith(db, member.token)));
  expect(exported.user).toMatchObject({ id: member.user.id, email: "ann@example.com" });
  expect(exported).toMatchObject({
    memberships: [{ userId: member.user.id, role: "member" }],
    sessions: [{ id: member.session.id }],
    accounts: [],
    events: [{ type: "user.created" }],
  });
  const [kept] = await rows<{ hash: string }>(db, sql`SELECT hash FROM passwords`);
  for (const secret of [member.token, hashSecret(member.token), kept?.hash]) {
    expect(JSON.stringify(exported)).not.toContain(secret);
  }
});

test("a guest creates an account before it takes its data away", async () => {
  const guest = await newGuest(db);
  expect(await exportAccount(contextWith(db, guest.token))).toMatchObject({ code: "FULL_ACCOUNT_REQUIRED" });
});

test("a guest deletes itself, with everything it has", async () => {
  const guest = await newGuest(db);
  unwrap(await deleteAccount(contextWith(db, guest.token), {}));
  expect(await countRows(db, "users")).toBe(0);
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.deleted"]);
  expect(await deleteAccount(contextWith(db, guest.token), {})).toMatchObject({ code: "NO_SESSION" });
});

test("a member gives the password for that", async () => {
  const member = await newMember(db, "ann@example.com", password);
  const ctx = contextWith(db, member.token);
  expect(await deleteAccount(ctx, {})).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await deleteAccount(ctx, { password: "a wrong one" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await countRows(db, "users")).toBe(1);
  unwrap(await deleteAccount(ctx, { password }));
  expect(await countRows(db, "users")).toBe(0);
});

test("a member without a password needs none", async () => {
  const member = await newMember(db, "ann@example.com", password);
  await rows(db, sql`DELETE FROM passwords`);
  await rows(db, sql`UPDATE users SET email_verified_at = now()`);
  unwrap(await deleteAccount(contextWith(db, member.token), {}));
});
