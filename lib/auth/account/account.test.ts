import { getTableName, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { ownership } from "@/db/ownership";
import { hashSecret } from "@/lib/auth/core/secrets";
import { contextWith, countRows, eventsOf, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { deleteAccount, exportAccount } from "./account";

const password = "correct horse battery";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("an export holds everything of a registered user, and no secret", async () => {
  const user = await newUser(db, "ann@example.com", password);
  await addNote(db, user.user.id);
  const exported = unwrap(await exportAccount(contextWith(db, user.token)));
  expect(exported.user).toMatchObject({ id: user.user.id, email: "ann@example.com" });
  expect(exported).toMatchObject({
    notes: [{ userId: user.user.id, text: "Remember the milk" }],
    sessions: [{ id: user.session.id }],
    accounts: [],
    events: [{ type: "user.created" }],
  });
  const [kept] = await rows<{ hash: string }>(db, sql`SELECT hash FROM passwords`);
  for (const secret of [user.token, hashSecret(user.token), kept?.hash]) {
    expect(JSON.stringify(exported)).not.toContain(secret);
  }
});

test("every table whose rows belong to exported rows, and to nobody by themselves, is in the export", async () => {
  const exported = ownership.filter(({ exportedAs }) => exportedAs !== null);
  const parts = exported.flatMap(
    (owned) => owned.parts?.map(({ column }) => getTableName(column.table)) ?? [],
  );
  const owned = ownership.map(({ column }) => getTableName(column.table));
  const found = await rows<{ part: string; whole: string }>(
    db,
    sql`SELECT DISTINCT conrelid::regclass::text AS part, confrelid::regclass::text AS whole
      FROM pg_constraint WHERE contype = 'f'`,
  );
  const wholes = exported.map(({ column }) => getTableName(column.table));
  const missing = found.filter(
    ({ part, whole }) => wholes.includes(whole) && !owned.includes(part) && !parts.includes(part),
  );
  expect(missing).toEqual([]);
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

test("a registered user gives the password for that", async () => {
  const user = await newUser(db, "ann@example.com", password);
  const ctx = contextWith(db, user.token);
  expect(await deleteAccount(ctx, {})).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await deleteAccount(ctx, { password: "a wrong one" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await countRows(db, "users")).toBe(1);
  unwrap(await deleteAccount(ctx, { password }));
  expect(await countRows(db, "users")).toBe(0);
});

test("a registered user without a password needs none", async () => {
  const user = await newUser(db, "ann@example.com", password);
  await rows(db, sql`DELETE FROM passwords`);
  await rows(db, sql`UPDATE users SET email_verified_at = now()`);
  unwrap(await deleteAccount(contextWith(db, user.token), {}));
});
