import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { decideMerge, previewMerge } from "./merge";
import { signIn } from "./sign-in";
import { contextWith, countRows, eventsOf, type Guest, newGuest, newMember, rows, unwrap } from "./testing";
import { upgrade } from "./upgrade";

const account = { email: "ann@example.com", password: "correct horse battery" };

let db: Db;
let guest: Guest;
let member: Guest;

beforeEach(async () => {
  db = await testDatabase();
  member = await newMember(db, account.email, account.password);
  guest = await newGuest(db);
  await rows(db, sql`INSERT INTO organizations (id, name) VALUES ('org_1', 'One'), ('org_2', 'Two')`);
  await rows(
    db,
    sql`INSERT INTO memberships (organization_id, user_id, role) VALUES ('org_1', ${guest.user.id}, 'member'),
    ('org_2', ${guest.user.id}, 'member'), ('org_2', ${member.user.id}, 'owner')`,
  );
  await rows(
    db,
    sql`UPDATE users SET metadata = '{"theme": "dark", "editor": {"paper": "laid", "ink": "red"}}'
    WHERE id = ${guest.user.id}`,
  );
  await rows(db, sql`UPDATE users SET metadata = '{"editor": {"ink": "blue"}}' WHERE id = ${member.user.id}`);
});

/** The member's context after a sign-in in the guest's browser. */
async function signedIn(change = {}) {
  const arrived = unwrap(await signIn(contextWith(db, guest.token), account));
  return contextWith(db, arrived.session.token, change);
}

test("a sign-in says what the guest left behind, and so does the preview", async () => {
  const arrived = unwrap(await signIn(contextWith(db, guest.token), account));
  const work = { id: guest.user.id, counts: { memberships: 2 } };
  expect(arrived.guest).toEqual(work);
  const preview = unwrap(await previewMerge(contextWith(db, arrived.session.token)));
  expect(preview.guest).toEqual(work);
  expect(Date.parse(preview.until) - Date.now()).toBeLessThanOrEqual(30 * 60_000);
});

test("a merge moves everything, combines preferences, deletes the guest, and is done once", async () => {
  const ctx = await signedIn();
  expect(unwrap(await decideMerge(ctx, { decision: "merge" }))).toEqual({
    decision: "merge",
    guestId: guest.user.id,
    counts: { memberships: 1 },
  });
  expect(await countRows(db, "users", sql`id = ${guest.user.id}`)).toBe(0);
  expect(await rows(db, sql`SELECT organization_id, role FROM memberships ORDER BY 1`)).toEqual([
    { organization_id: "org_1", role: "member" },
    { organization_id: "org_2", role: "owner" },
  ]);
  expect(await rows(db, sql`SELECT metadata FROM users`)).toEqual([
    { metadata: { theme: "dark", editor: { paper: "laid", ink: "blue" } } },
  ]);
  expect(await eventsOf(db, member.user.id)).toContain("user.merged");
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.deleted"]);
  expect(await decideMerge(ctx, { decision: "merge" })).toMatchObject({ code: "NOT_FOUND" });
  expect(await previewMerge(ctx)).toMatchObject({ code: "NOT_FOUND" });
});

test("a discard deletes the guest and leaves the account as it was", async () => {
  const ctx = await signedIn();
  expect(unwrap(await decideMerge(ctx, { decision: "discard" }))).toMatchObject({ counts: {} });
  expect(await countRows(db, "memberships")).toBe(1);
  expect(await rows(db, sql`SELECT id, metadata FROM users`)).toEqual([
    { id: member.user.id, metadata: { editor: { ink: "blue" } } },
  ]);
  expect(await eventsOf(db, member.user.id)).not.toContain("user.merged");
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.deleted"]);
});

test("nobody else can decide: another session of the account, a stranger, nobody, or after 30 minutes", async () => {
  const ctx = await signedIn();
  const stranger = await newGuest(db);
  const late = { ...ctx, clock: () => new Date(Date.now() + 31 * 60_000) };
  for (const other of [contextWith(db, member.token), contextWith(db, stranger.token), late]) {
    expect(await previewMerge(other)).toMatchObject({ code: "NOT_FOUND" });
    expect(await decideMerge(other, { decision: "discard" })).toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await decideMerge(contextWith(db), { decision: "merge" })).toMatchObject({ code: "NO_SESSION" });
  expect(await countRows(db, "memberships", sql`user_id = ${guest.user.id}`)).toBe(2);
});

test("a guest who has an account by now is untouched", async () => {
  const second = `${guest.session.id}x`;
  await rows(
    db,
    sql`INSERT INTO sessions SELECT ${second}, 'other', user_id, null, null, null, expires_at, created_at
    FROM sessions WHERE id = ${guest.session.id}`,
  );
  const ctx = await signedIn();
  const elsewhere = contextWith(db, null, { tokenHash: "other" });
  unwrap(await upgrade(elsewhere, { email: "bob@example.com", password: account.password, name: null }));
  expect(await previewMerge(ctx)).toMatchObject({ code: "NOT_FOUND" });
  expect(await decideMerge(ctx, { decision: "merge" })).toMatchObject({ code: "NOT_FOUND" });
  expect(await countRows(db, "memberships", sql`user_id = ${guest.user.id}`)).toBe(2);
});

test("a merge that fails at any statement leaves both whole, and can be done afterwards", async () => {
  const ctx = await signedIn();
  const before = await everything();
  let failures = 0;
  for (let failAt = 1; ; failAt++) {
    const result = await decideMerge({ ...ctx, db: failing(db, failAt) }, { decision: "merge" }).catch(
      () => null,
    );
    if (result) {
      expect(result).toMatchObject({ ok: true, data: { counts: { memberships: 1 } } });
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
      (SELECT jsonb_agg(m ORDER BY organization_id, user_id) FROM memberships m) AS memberships,
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
      return work(Object.create(tx, { _: { value: { ...tx._, session: broken } } }));
    }, config);
  return Object.create(whole, { transaction: { value: transaction } });
}
