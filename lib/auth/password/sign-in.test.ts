import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, countRows, newGuest } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { readSession } from "@/lib/auth/session/session";
import { signUp } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { signIn } from "./sign-in";

const jane = { email: "jane@example.com", password: "correct horse battery" };
let db: Db;

beforeEach(async () => {
  db = await testDatabase();
  await signUp(contextWith(db), { ...jane, name: null });
});

test("the right password gives a new session, and one event", async () => {
  const result = await signIn(contextWith(db), jane);
  expect(result).toMatchObject({
    ok: true,
    data: { user: { email: jane.email, isAnonymous: false }, guest: null },
  });
  if (!result.ok) return;
  expect((await readSession(contextWith(db, result.data.session.token))).state).toBe("live");
  expect(await countRows(db, "audit_events", sql`type = 'user.signed_in'`)).toBe(1);
});

test("an unknown address and a wrong password get the same answer", async () => {
  const refused = { ok: false, code: "INVALID_CREDENTIALS" };
  expect(await signIn(contextWith(db), { ...jane, password: "wrong horse battery" })).toEqual(refused);
  expect(await signIn(contextWith(db), { ...jane, email: "nobody@example.com" })).toEqual(refused);
});

test("a guest who signs in switches to the account, is told what is left behind, and is not lost", async () => {
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  await addNote(db, guest.user.id);
  const result = await signIn(contextWith(db, guest.token), jane);
  expect(result).toMatchObject({
    ok: true,
    data: { guest: { id: guest.user.id, counts: { notes: 2 } } },
  });
  expect(await countRows(db, "test_notes", sql`user_id = ${guest.user.id}`)).toBe(2);
  expect((await readSession(contextWith(db, guest.token))).state).toBe("rotated");
  expect(await createGuest(contextWith(db, guest.token))).toEqual({ ok: false, code: "SESSION_ROTATED" });
  if (!result.ok) return;
  const again = await signIn(contextWith(db, result.data.session.token), jane);
  expect(again).toMatchObject({ data: { guest: { id: guest.user.id } } });
});

test("a guest who owns nothing leaves nothing behind to ask about", async () => {
  const guest = await newGuest(db);
  expect(await signIn(contextWith(db, guest.token), jane)).toMatchObject({ ok: true, data: { guest: null } });
});

test("another user's guest is not carried over by switching accounts", async () => {
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  const asJane = await signIn(contextWith(db, guest.token), jane);
  const bob = { email: "bob@example.com", password: "another horse battery" };
  await signUp(contextWith(db), { ...bob, name: null });
  if (!asJane.ok) throw new Error(asJane.code);
  expect(await signIn(contextWith(db, asJane.data.session.token), bob)).toMatchObject({
    data: { guest: null },
  });
});

test("signing up with a guest's session upgrades, with a registered user's it is refused, without one it creates an account", async () => {
  const guest = await newGuest(db);
  const bob = { email: "bob@example.com", password: "another horse battery", name: "Bob" };
  const upgraded = await signUp(contextWith(db, guest.token), bob);
  expect(upgraded).toMatchObject({ status: 200, data: { user: { id: guest.user.id } } });
  if (!upgraded.ok) return;
  const more = { ...bob, email: "carol@example.com" };
  expect(await signUp(contextWith(db, upgraded.data.session.token), more)).toEqual({
    ok: false,
    code: "USER_NOT_ANONYMOUS",
  });
  expect(await signUp(contextWith(db), more)).toMatchObject({
    status: 201,
    data: { user: { email: more.email } },
  });
  expect(await signUp(contextWith(db), more)).toMatchObject({ ok: false, code: "EMAIL_ALREADY_IN_USE" });
});
