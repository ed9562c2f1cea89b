import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, countRows, type Guest, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { decideMerge } from "./merge";
import { canonicalCode, createRecoveryCode, recover } from "./recovery";

let db: Db;
let guest: Guest;
beforeEach(async () => {
  db = await testDatabase();
  guest = await newGuest(db);
});

async function codeOf(token: string) {
  return unwrap(await createRecoveryCode(contextWith(db, token))).code;
}

test("a code opens the same guest on another device, once, and the first device stays signed in", async () => {
  const code = await codeOf(guest.token);
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  const signedIn = unwrap(await recover(contextWith(db), { code }));
  expect(signedIn.user).toMatchObject({ id: guest.user.id, isAnonymous: true });
  expect(signedIn.session.id).not.toBe(guest.session.id);
  expect(unwrap(await getSession(contextWith(db, guest.token)))?.user.id).toBe(guest.user.id);
  expect(await recover(contextWith(db), { code })).toMatchObject({ code: "TOKEN_INVALID" });
});

test("it works after the session expired", async () => {
  const code = await codeOf(guest.token);
  await rows(db, sql`UPDATE sessions SET expires_at = now() - interval '1 day'`);
  const signedIn = unwrap(await recover(contextWith(db, guest.token), { code }));
  expect(signedIn.user.id).toBe(guest.user.id);
});

test("it may be typed as people type, and only its hash is stored", async () => {
  const code = await codeOf(guest.token);
  expect(
    await countRows(db, "verification_tokens", sql`verification_tokens::text ILIKE ${`%${code}%`}`),
  ).toBe(0);
  const typed = ` ${code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ")} `;
  expect(canonicalCode(typed)).toBe(canonicalCode(code));
  unwrap(await recover(contextWith(db), { code: typed }));
});

test("the next code replaces the one before", async () => {
  const first = await codeOf(guest.token);
  const second = await codeOf(guest.token);
  expect(await recover(contextWith(db), { code: first })).toMatchObject({ code: "TOKEN_INVALID" });
  unwrap(await recover(contextWith(db), { code: second }));
});

test("a guest whom the browser held before is remembered, and its data can be moved", async () => {
  const code = await codeOf(guest.token);
  const before = await newGuest(db);
  await addNote(db, before.user.id);
  const signedIn = unwrap(await recover(contextWith(db, before.token), { code }));
  expect(signedIn.guest).toEqual({ id: before.user.id, counts: { notes: 1 } });
  unwrap(await decideMerge(contextWith(db, signedIn.session.token), { decision: "merge" }));
  expect(await countRows(db, "test_notes", sql`user_id = ${guest.user.id}`)).toBe(1);
});

test("in the guest's own browser no guest is left behind", async () => {
  const code = await codeOf(guest.token);
  const signedIn = unwrap(await recover(contextWith(db, guest.token), { code }));
  expect(signedIn.guest).toBeNull();
  expect(await countRows(db, "sessions", sql`guest_id IS NOT NULL`)).toBe(0);
});

test("registered users need none, and a guest's ends with its upgrade", async () => {
  const user = await newUser(db, "ann@example.com");
  expect(await createRecoveryCode(contextWith(db, user.token))).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
  expect(await createRecoveryCode(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
  const code = await codeOf(guest.token);
  const account = { email: "bob@example.com", password: "correct horse battery", name: null };
  unwrap(await upgradeByPassword(contextWith(db, guest.token), account));
  expect(await recover(contextWith(db), { code })).toMatchObject({ code: "TOKEN_INVALID" });
});
