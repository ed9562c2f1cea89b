import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Ownership } from "@/db/columns";
import { ownership } from "@/db/ownership";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { signIn } from "@/lib/auth/password/sign-in";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { decideMerge, previewMerge } from "./merge";

const account = { email: "ann@example.com", password: "correct horse battery" };

let db: Db;
let guest: Guest;
let user: Guest;

/** Of these a user has one for each room and day. */
const seats = pgTable("test_seats", {
  room: text("room").notNull(),
  day: text("day").notNull(),
  userId: text("user_id").notNull(),
  label: text("label").notNull(),
});

const seatsOwned: Ownership = {
  column: seats.userId,
  onMerge: "move-unless-present",
  within: [seats.room, seats.day],
  countedAs: "seats",
  exportedAs: "seats",
  protects: null,
};

beforeAll(async () => {
  db = await testDatabase();
  await db.execute(sql`CREATE TABLE ${seats} (room text NOT NULL, day text NOT NULL, label text NOT NULL,
    user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE, PRIMARY KEY (user_id, room, day))`);
  ownership.push(seatsOwned);
});

afterAll(async () => {
  ownership.splice(ownership.indexOf(seatsOwned), 1);
  await db.execute(sql`DROP TABLE ${seats}`);
});

beforeEach(async () => {
  db = await testDatabase();
  user = await newUser(db, account.email, account.password);
  guest = await newGuest(db);
  await addNote(db, guest.user.id, "One");
  await addNote(db, guest.user.id, "Two");
  const [theirs, own] = [
    { userId: guest.user.id, label: "guest" },
    { userId: user.user.id, label: "account" },
  ];
  await db.insert(seats).values([
    { room: "red", day: "Monday", ...theirs },
    { room: "red", day: "Tuesday", ...theirs },
    { room: "red", day: "Monday", ...own },
    { room: "blue", day: "Tuesday", ...own },
  ]);
  await rows(
    db,
    sql`UPDATE users SET metadata = '{"theme": "dark", "editor": {"paper": "laid", "ink": "red"}}'
    WHERE id = ${guest.user.id}`,
  );
  await rows(db, sql`UPDATE users SET metadata = '{"editor": {"ink": "blue"}}' WHERE id = ${user.user.id}`);
});

/** The registered user's context after a sign-in in the guest's browser. */
async function contextAfterSignIn(change = {}) {
  const signedIn = unwrap(await signIn(contextWith(db, guest.token), account));
  return contextWith(db, signedIn.session.token, change);
}

test("a sign-in says what the guest left behind, and so does the preview", async () => {
  const signedIn = unwrap(await signIn(contextWith(db, guest.token), account));
  const work = { id: guest.user.id, counts: { notes: 2 } };
  expect(signedIn.guest).toEqual(work);
  const preview = unwrap(await previewMerge(contextWith(db, signedIn.session.token)));
  expect(preview.guest).toEqual(work);
  expect(preview.until.getTime() - Date.now()).toBeLessThanOrEqual(30 * 60_000);
});

test("a merge moves everything, combines preferences, deletes the guest, and is done once", async () => {
  const ctx = await contextAfterSignIn();
  expect(unwrap(await decideMerge(ctx, { decision: "merge" }))).toEqual({
    decision: "merge",
    guestId: guest.user.id,
    counts: { notes: 2, seats: 1 },
  });
  expect(await countRows(db, "users", sql`id = ${guest.user.id}`)).toBe(0);
  expect(await countRows(db, "test_notes", sql`user_id = ${user.user.id}`)).toBe(2);
  expect(await rows(db, sql`SELECT room, day, label FROM test_seats ORDER BY room, day`)).toEqual([
    { room: "blue", day: "Tuesday", label: "account" },
    { room: "red", day: "Monday", label: "account" },
    { room: "red", day: "Tuesday", label: "guest" },
  ]);
  expect(await rows(db, sql`SELECT metadata FROM users`)).toEqual([
    { metadata: { theme: "dark", editor: { paper: "laid", ink: "blue" } } },
  ]);
  expect(await eventsOf(db, user.user.id)).toContain("user.merged");
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.deleted"]);
  expect(await decideMerge(ctx, { decision: "merge" })).toMatchObject({ code: "NOT_FOUND" });
  expect(await previewMerge(ctx)).toMatchObject({ code: "NOT_FOUND" });
});

test("a discard deletes the guest and leaves the account as it was", async () => {
  const ctx = await contextAfterSignIn();
  expect(unwrap(await decideMerge(ctx, { decision: "discard" }))).toMatchObject({ counts: {} });
  expect(await countRows(db, "test_notes")).toBe(0);
  expect(await countRows(db, "test_seats")).toBe(2);
  expect(await rows(db, sql`SELECT id, metadata FROM users`)).toEqual([
    { id: user.user.id, metadata: { editor: { ink: "blue" } } },
  ]);
  expect(await eventsOf(db, user.user.id)).not.toContain("user.merged");
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.deleted"]);
});

test("only the session that signed in can decide, for 30 minutes: not another one of the account, a stranger or a visitor", async () => {
  const ctx = await contextAfterSignIn();
  const stranger = await newGuest(db);
  const late = { ...ctx, clock: () => new Date(Date.now() + 31 * 60_000) };
  for (const other of [contextWith(db, user.token), contextWith(db, stranger.token), late]) {
    expect(await previewMerge(other)).toMatchObject({ code: "NOT_FOUND" });
    expect(await decideMerge(other, { decision: "discard" })).toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await decideMerge(contextWith(db), { decision: "merge" })).toMatchObject({ code: "NO_SESSION" });
  expect(await countRows(db, "test_notes", sql`user_id = ${guest.user.id}`)).toBe(2);
});

test("a guest who has an account by now is untouched", async () => {
  const second = `${guest.session.id}x`;
  await rows(
    db,
    sql`INSERT INTO sessions SELECT ${second}, 'other', user_id, null, null, null, expires_at, created_at
    FROM sessions WHERE id = ${guest.session.id}`,
  );
  const ctx = await contextAfterSignIn();
  const elsewhere = contextWith(db, null, { tokenHash: "other" });
  unwrap(
    await upgradeByPassword(elsewhere, { email: "bob@example.com", password: account.password, name: null }),
  );
  expect(await previewMerge(ctx)).toMatchObject({ code: "NOT_FOUND" });
  expect(await decideMerge(ctx, { decision: "merge" })).toMatchObject({ code: "NOT_FOUND" });
  expect(await countRows(db, "test_notes", sql`user_id = ${guest.user.id}`)).toBe(2);
});

test("a merge that fails at any statement leaves both whole, and can be done afterwards", async () => {
  const ctx = await contextAfterSignIn();
  const before = await everything();
  let failures = 0;
  for (let failAt = 1; ; failAt++) {
    const result = await decideMerge({ ...ctx, db: failing(db, failAt) }, { decision: "merge" }).catch(
      () => null,
    );
    if (result) {
      expect(result).toMatchObject({ ok: true, data: { counts: { notes: 2, seats: 1 } } });
      break;
    }
    failures++;
    expect(await everything()).toEqual(before);
  }
  expect(failures).toBeGreaterThan(10);
});

function everything() {
  return rows(
    db,
    sql`SELECT (SELECT jsonb_agg(u ORDER BY id) FROM users u) AS users,
      (SELECT jsonb_agg(n ORDER BY id) FROM test_notes n) AS notes,
      (SELECT jsonb_agg(t ORDER BY user_id, room, day) FROM test_seats t) AS seats,
      (SELECT jsonb_agg(s ORDER BY id) FROM sessions s) AS sessions, (SELECT count(*) FROM audit_events) AS events`,
  );
}

/** The same database, whose transactions break at their `failAt`-th statement. */
function failing(whole: Db, failAt: number): Db {
  const transaction: Db["transaction"] = (work, config) =>
    whole.transaction((tx) => {
      let sent = 0;
      const { session } = tx._;
      const prepareQuery: typeof session.prepareQuery = (...args) => {
        if (++sent === failAt) throw new Error("the cable was pulled");
        return session.prepareQuery(...args);
      };
      const broken = Object.create(session, { prepareQuery: { value: prepareQuery } });
      return work(
        Object.create(tx, { session: { value: broken }, _: { value: { ...tx._, session: broken } } }),
      );
    }, config);
  return Object.create(whole, { transaction: { value: transaction } });
}
