import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { type CleanupWish, cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import { firstId } from "./ids";
import { signIn } from "./sign-in";
import {
  addMembership,
  contextWith,
  countRows,
  eventsOf,
  keeperWith,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
  await saveConfig(keeperWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

const real = { dryRun: false, limit: null };
const run = async (wish: Partial<CleanupWish> = {}) =>
  unwrap(await cleanUp(keeperWith(db, { actor: "cron" }), { ...real, ...wish }));

async function awayFor(userId: string, seconds: number) {
  await rows(
    db,
    sql`UPDATE users SET last_active_at = now() - make_interval(secs => ${seconds}) WHERE id = ${userId}`,
  );
}

async function idleGuest(seconds = 3700) {
  const guest = await newGuest(db);
  await awayFor(guest.user.id, seconds);
  return guest;
}

const jane = { email: "jane@example.com", password: "correct horse battery" };

/** A guest whose browser has signed in to an account since, and may still bring the work along. */
async function guestLeftBehind() {
  const guest = await newGuest(db);
  await newMember(db, jane.email, jane.password);
  unwrap(await signIn(contextWith(db, guest.token), jane));
  await awayFor(guest.user.id, 3700);
  return { guest, reason: "signed in, and may still bring the work along" };
}

const isThere = async (id: string) => (await countRows(db, "users", sql`id = ${id}`)) === 1;

test("guests go by their last activity; members, active guests and younger ones stay", async () => {
  const [gone, recent, member] = [
    await idleGuest(),
    await idleGuest(3500),
    await newMember(db, "a@example.com"),
  ];
  await awayFor(member.user.id, 100_000);
  await rows(db, sql`UPDATE users SET created_at = now() - interval '1 year'`);
  expect(await run()).toMatchObject({ deleted: 1, wouldDelete: 0, remaining: 0, kept: [] });
  expect(await Promise.all([gone, recent, member].map(({ user }) => isThere(user.id)))).toEqual([
    false,
    true,
    true,
  ]);
  expect(await eventsOf(db, gone.user.id)).toEqual(["user.created", "user.deleted"]);
  const [event] = await rows(
    db,
    sql`SELECT actor, details->>'reason' AS reason FROM audit_events WHERE type = 'user.deleted'`,
  );
  expect(event).toEqual({ actor: "cron", reason: "inactive" });
});

test("without a maximum age nobody goes", async () => {
  await saveConfig(keeperWith(db), { authMethods: { anonymous: { maxAge: null } } });
  await idleGuest(1e8);
  expect(await run()).toMatchObject({ deleted: 0, remaining: 0 });
});

test("a dry run changes nothing, and says who would be kept and why", async () => {
  await idleGuest();
  const own = await idleGuest();
  await addMembership(db, own.user.id);
  const { guest, reason } = await guestLeftBehind();
  const before = await countRows(db, "users");
  const kept = [{ userId: guest.user.id, reason }];
  expect(await run({ dryRun: true })).toMatchObject({ deleted: 0, wouldDelete: 2, remaining: 2, kept });
  expect(await countRows(db, "users")).toBe(before);
  expect(await run()).toMatchObject({ deleted: 2, remaining: 0, kept });
});

test("a guest whom a session may still bring along is kept for that long", async () => {
  const { guest, reason } = await guestLeftBehind();
  const kept = [{ userId: guest.user.id, reason }];
  expect(await run()).toMatchObject({ deleted: 0, kept });
  await rows(db, sql`UPDATE sessions SET guest_until = now() - interval '1 second'`);
  expect(await run()).toMatchObject({ deleted: 1, kept: [] });
});

test("a limit and a time budget are kept; the next run goes on", async () => {
  for (let n = 0; n < 5; n++) await idleGuest();
  expect(await run({ limit: 2 })).toMatchObject({ deleted: 2, remaining: 3 });
  expect(unwrap(await cleanUp(keeperWith(db), real, 0))).toMatchObject({ deleted: 0, remaining: 3 });
  expect(await run()).toMatchObject({ deleted: 3, remaining: 0 });
});

test("what has had its time goes too, what is still needed stays", async () => {
  const { user } = await newMember(db, "jane@example.com");
  const guest = await newGuest(db);
  const now = Date.now();
  const ago = (days: number) => new Date(now - days * 24 * 60 * 60 * 1000).toISOString();
  await rows(db, sql`UPDATE sessions SET id = ${firstId("ses", ago(98))} WHERE user_id = ${user.id}`);
  await rows(db, sql`UPDATE sessions SET id = ${firstId("ses", ago(96))} WHERE user_id = ${guest.user.id}`);
  await rows(
    db,
    sql`INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) VALUES
    ('old', ${user.id}, ${ago(91)}), ('new', ${user.id}, ${ago(89)})`,
  );
  await rows(db, sql`UPDATE verification_tokens SET expires_at = now() - interval '1 second'`);
  await rows(
    db,
    sql`INSERT INTO mail_outbox (id, kind, recipient, next_attempt_at, sent_at, created_at) VALUES
    (${firstId("mail", ago(9))}, 'password-changed', 'a@example.com', now(), ${ago(8)}, ${ago(9)}),
    (${firstId("mail", ago(6))}, 'password-changed', 'a@example.com', now(), NULL, ${ago(6)}),
    (${firstId("mail", ago(365))}, 'password-changed', 'a@example.com', now(), NULL, ${ago(365)})`,
  );
  await rows(
    db,
    sql`INSERT INTO rate_limits (key, times, last_call, expires_at) VALUES
    ('old', '{}', 'x', now() - interval '1 second'), ('new', '{}', 'x', now() + interval '1 minute')`,
  );
  await run({ dryRun: true });
  expect(await countRows(db, "rate_limits")).toBe(2);
  await run();
  expect(await rows(db, sql`SELECT user_id FROM sessions`)).toEqual([{ user_id: guest.user.id }]);
  expect(await countRows(db, "verification_tokens")).toBe(0);
  expect(await rows(db, sql`SELECT id FROM mail_outbox WHERE kind = 'password-changed' ORDER BY id`)).toEqual(
    [{ id: firstId("mail", ago(6)) }],
  );
  expect(await rows(db, sql`SELECT token_hash FROM rotated_tokens`)).toEqual([{ token_hash: "new" }]);
  expect(await rows(db, sql`SELECT key FROM rate_limits`)).toEqual([{ key: "new" }]);
});
