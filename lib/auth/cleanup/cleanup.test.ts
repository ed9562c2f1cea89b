import { sql } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Db } from "@/db/client";
import { firstId } from "@/lib/auth/core/ids";
import {
  adminContextWith,
  contextWith,
  countRows,
  eventsOf,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { type CleanupInput, cleanUp, removeInactiveGuests } from "./cleanup";
import { withinBudget } from "./cron-steps";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

const real = { dryRun: false, limit: null };
const run = async (input: Partial<CleanupInput> = {}) =>
  unwrap(await cleanUp(adminContextWith(db, { actor: { type: "cron" } }), { ...real, ...input }));

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
  await newUser(db, jane.email, jane.password);
  unwrap(await signIn(contextWith(db, guest.token), jane));
  await awayFor(guest.user.id, 3700);
  return { guest, reason: "signed in, and may still bring the work along" };
}

const isThere = async (id: string) => (await countRows(db, "users", sql`id = ${id}`)) === 1;

test("guests go by their last activity; members, active guests and younger ones stay", async () => {
  const [gone, recent, member] = [
    await idleGuest(),
    await idleGuest(3500),
    await newUser(db, "a@example.com"),
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
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: null } } });
  await idleGuest(1e8);
  expect(await run()).toMatchObject({ deleted: 0, remaining: 0 });
});

test("a dry run changes nothing, and says who would be kept and why", async () => {
  await idleGuest();
  const own = await idleGuest();
  await addNote(db, own.user.id);
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

test("a limit beyond one batch is kept exactly", async () => {
  await rows(
    db,
    sql`INSERT INTO users (id, is_anonymous, last_active_at)
      SELECT 'usr_' || number, true, now() - interval '1 day' FROM generate_series(1, 900) AS number`,
  );
  expect(await run({ limit: 700 })).toMatchObject({ deleted: 700, remaining: 200 });
  expect(await countRows(db, "audit_events", sql`type = 'user.deleted'`)).toBe(700);
});

test("a limit and a time budget are kept; the next run goes on", async () => {
  for (let n = 0; n < 5; n++) await idleGuest();
  expect(await run({ limit: 2 })).toMatchObject({ deleted: 2, remaining: 3 });
  expect(unwrap(await removeInactiveGuests(adminContextWith(db), real, () => false))).toMatchObject({
    deleted: 0,
    remaining: 3,
  });
  expect(await run()).toMatchObject({ deleted: 3, remaining: 0 });
});

test("what has had its time goes too, what is still needed stays", async () => {
  const { user, session } = await newUser(db, "jane@example.com");
  const guest = await newGuest(db);
  const now = Date.now();
  const ago = (days: number) => new Date(now - days * 24 * 60 * 60 * 1000);
  const time = (days: number) => sql`${ago(days).toISOString()}::timestamptz`;
  const kept = [firstId("ses", ago(8)), firstId("ses", ago(100)), firstId("ses", ago(1000))].sort();
  await rows(
    db,
    sql`INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES
    (${firstId("ses", ago(98))}, 'over', ${user.id}, ${time(8)}),
    (${kept[0]}, 'expired not long ago', ${user.id}, ${time(6)}),
    (${kept[1]}, 'long', ${user.id}, now() + interval '1 day'),
    (${kept[2]}, 'of a guest, without end', ${guest.user.id}, now() + interval '1 day')`,
  );
  await rows(db, sql`DELETE FROM sessions WHERE id = ${guest.session.id}`);
  await rows(
    db,
    sql`INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) VALUES
    ('old', ${user.id}, ${time(401)}), ('new', ${user.id}, ${time(399)})`,
  );
  await rows(db, sql`UPDATE verification_tokens SET expires_at = now() - interval '1 second'`);
  await rows(
    db,
    sql`INSERT INTO mail_outbox (id, kind, recipient, next_attempt_at, sent_at, created_at) VALUES
    (${firstId("mail", ago(9))}, 'password-changed', 'a@example.com', now(), ${time(8)}, ${time(9)}),
    (${firstId("mail", ago(6))}, 'password-changed', 'a@example.com', now(), NULL, ${time(6)}),
    (${firstId("mail", ago(365))}, 'password-changed', 'a@example.com', now(), NULL, ${time(365)})`,
  );
  await rows(
    db,
    sql`INSERT INTO rate_limits (key, times, last_call, expires_at) VALUES
    ('old', '{}', 'x', now() - interval '1 second'), ('new', '{}', 'x', now() + interval '1 minute')`,
  );
  await run({ dryRun: true });
  expect(await countRows(db, "rate_limits")).toBe(2);
  await run();
  expect(
    await rows(db, sql`SELECT id FROM sessions WHERE id <> ${session.id} ORDER BY id COLLATE "C"`),
  ).toEqual(kept.map((id) => ({ id })));
  expect(await countRows(db, "verification_tokens")).toBe(0);
  expect(await rows(db, sql`SELECT id FROM mail_outbox WHERE kind = 'password-changed' ORDER BY id`)).toEqual(
    [{ id: firstId("mail", ago(6)) }],
  );
  expect(await rows(db, sql`SELECT token_hash FROM rotated_tokens`)).toEqual([{ token_hash: "new" }]);
  expect(await rows(db, sql`SELECT key FROM rate_limits`)).toEqual([{ key: "new" }]);
});

test("a guest whom a foreign key of a fork's table keeps stays with a reason that names it, and everybody else goes", async () => {
  const ids = [];
  for (let n = 0; n < 8; n++) ids.push((await idleGuest()).user.id);
  const [referenced, indirectly] = ids;
  await db.execute(sql`CREATE TABLE fork_prints (user_id text NOT NULL REFERENCES users)`);
  await db.execute(sql`CREATE TABLE fork_pages (note_id text NOT NULL REFERENCES test_notes)`);
  onTestFinished(async () => void (await db.execute(sql`DROP TABLE fork_prints, fork_pages`)));
  await addNote(db, indirectly ?? "");
  await db.execute(sql`INSERT INTO fork_prints VALUES (${referenced})`);
  await db.execute(sql`INSERT INTO fork_pages SELECT id FROM test_notes`);

  const reason = (table: string) => `a row in "${table}" forbids the deletion`;
  const kept = [
    { userId: referenced, reason: reason("fork_prints") },
    { userId: indirectly, reason: reason("fork_pages") },
  ];
  const report = await run();
  expect(report).toMatchObject({ deleted: 6, remaining: 0 });
  expect(report.kept).toHaveLength(2);
  expect(report.kept).toEqual(expect.arrayContaining(kept));
  expect(await run()).toMatchObject({ deleted: 0, remaining: 0, kept: expect.arrayContaining(kept) });
  expect(await rows(db, sql`SELECT deleted FROM cleanup_runs ORDER BY id`)).toEqual([
    { deleted: 6 },
    { deleted: 0 },
  ]);
  expect(await countRows(db, "audit_events", sql`type = 'user.deleted'`)).toBe(6);
  for (const id of [referenced, indirectly]) expect(await isThere(id ?? "")).toBe(true);
});

test("what hangs or fails keeps nothing else from running", async () => {
  const never = () => new Promise<never>(() => {});
  const failing = async () => {
    throw new Error("not today");
  };
  await expect(withinBudget(20, never)).rejects.toThrow("did not end in time");
  await expect(withinBudget(20, failing)).rejects.toThrow("not today");
  expect(await withinBudget(1_000, async (isTimeLeft) => isTimeLeft())).toBe(true);
});
