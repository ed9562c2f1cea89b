import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/core/context";
import { hashSecret } from "@/lib/auth/core/secrets";
import { contextWith, newGuest, newUser } from "@/lib/auth/core/testing";
import { hashPassword } from "@/lib/auth/password/passwords";
import { getSession } from "@/lib/auth/session/session";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { decideMerge } from "./merge";

const rounds = 60;
const notes = 5;

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** A registered user's session that remembers a guest with notes; the guest still has a session of its own. */
async function readyToMerge(email: string) {
  const user = await newUser(real.db, email);
  const guest = await newGuest(real.db);
  for (let n = 0; n < notes; n++) await addNote(real.db, guest.user.id);
  await remember(user.token, guest.user.id);
  return { user, guest, ctx: contextWith(real.db, user.token) };
}

async function remember(token: string, guestId: string) {
  await real.query(
    "UPDATE sessions SET guest_id = $2, guest_until = now() + interval '30 minutes' WHERE token_hash = $1",
    [hashSecret(token), guestId],
  );
}

async function notesOf(userId: string): Promise<number> {
  return (await real.query("SELECT FROM test_notes WHERE user_id = $1", [userId])).length;
}

const merge = (ctx: Context) => decideMerge(ctx, { decision: "merge" });

test("the same merge three times at once: one receipt, every note moved once", async () => {
  for (let round = 0; round < rounds; round++) {
    const { user, ctx } = await readyToMerge(`same${round}@example.com`);
    const results = await Promise.all([merge(ctx), merge(ctx), decideMerge(ctx, { decision: "merge" })]);
    expect(results.map((result) => (result.ok ? "ok" : result.code)).sort()).toEqual([
      "NOT_FOUND",
      "NOT_FOUND",
      "ok",
    ]);
    expect(await notesOf(user.user.id)).toBe(notes);
  }
});

test("a row that the guest adds during the merge is moved or refused, never lost", async () => {
  for (let round = 0; round < rounds; round++) {
    const { user, guest, ctx } = await readyToMerge(`adding${round}@example.com`);
    const [merged, ...added] = await Promise.allSettled([
      merge(ctx),
      ...Array.from({ length: 6 }, () => addNote(real.db, guest.user.id)),
    ]);
    expect(merged).toMatchObject({ status: "fulfilled", value: { ok: true } });
    const kept = added.filter((result) => result.status === "fulfilled").length;
    expect(await notesOf(user.user.id)).toBe(notes + kept);
  }
});

test("a merge and an upgrade of the guest at once: one of them, and no row lost", async () => {
  for (let round = 0; round < rounds; round++) {
    const { user, guest, ctx } = await readyToMerge(`upgrade${round}@example.com`);
    const [merged, upgraded] = await Promise.all([
      merge(ctx),
      upgradeWithHash(
        contextWith(real.db, guest.token),
        { email: `guest${round}@example.com`, name: null },
        passwordHash,
      ),
    ]);
    expect([merged.ok, upgraded.ok].filter(Boolean)).toHaveLength(1);
    expect(await notesOf(merged.ok ? user.user.id : guest.user.id)).toBe(notes);
  }
});

test("a merge and a cleanup of the guest at once: moved before or deleted, one event", async () => {
  for (let round = 0; round < rounds; round++) {
    const { user, guest, ctx } = await readyToMerge(`cleanup${round}@example.com`);
    const [merged, cleaned] = await Promise.all([merge(ctx), cleanUp(guest.user.id)]);
    expect(Number(merged.ok) + cleaned.length).toBe(1);
    expect(await notesOf(user.user.id)).toBe(merged.ok ? notes : 0);
    const events = await real.query(
      "SELECT id FROM audit_events WHERE user_id = $1 AND type = 'user.deleted'",
      [guest.user.id],
    );
    expect(events).toHaveLength(1);
  }
});

/** A stand-in for the cleanup's statement: takes only a guest whom nobody else holds. */
function cleanUp(guestId: string) {
  return real.query(
    `WITH gone AS (
       DELETE FROM users WHERE is_anonymous
         AND id IN (SELECT id FROM users WHERE id = $1 FOR UPDATE SKIP LOCKED) RETURNING id
     )
     INSERT INTO audit_events (id, type, user_id, actor) SELECT gen_random_uuid(), 'user.deleted', id, 'cleanup' FROM gone
     RETURNING id`,
    [guestId],
  );
}

test("two accounts that remember one guest: one gets all of it", async () => {
  for (let round = 0; round < rounds; round++) {
    const { user, guest, ctx } = await readyToMerge(`one${round}@example.com`);
    const other = await newUser(real.db, `other${round}@example.com`);
    await remember(other.token, guest.user.id);
    const results = await Promise.all([merge(ctx), merge(contextWith(real.db, other.token))]);
    expect(results.map((result) => (result.ok ? "ok" : result.code)).sort()).toEqual(["NOT_FOUND", "ok"]);
    const [first, second] = [await notesOf(user.user.id), await notesOf(other.user.id)];
    expect([first, second].sort()).toEqual([0, notes]);
    expect((await getSession(contextWith(real.db, other.token))).ok).toBe(true);
  }
});
