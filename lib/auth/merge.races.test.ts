import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import type { Ctx } from "./context";
import { decideMerge } from "./merge";
import { hashPassword } from "./passwords";
import { hashSecret } from "./secrets";
import { getSession } from "./session-reading";
import { addMembership, contextWith, newGuest, newMember } from "./testing";
import { upgradeWithHash } from "./upgrade";

const rounds = 60;
const memberships = 5;

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

/** A member's session that remembers a guest with memberships; the guest still has a session of its own. */
async function readyToMerge(email: string) {
  const member = await newMember(real.db, email);
  const guest = await newGuest(real.db);
  for (let n = 0; n < memberships; n++) await addMembership(real.db, guest.user.id);
  await remember(member.token, guest.user.id);
  return { member, guest, ctx: contextWith(real.db, member.token) };
}

async function remember(token: string, guestId: string) {
  await real.query(
    "UPDATE sessions SET guest_id = $2, guest_until = now() + interval '30 minutes' WHERE token_hash = $1",
    [hashSecret(token), guestId],
  );
}

async function membershipsOf(userId: string): Promise<number> {
  return (await real.query("SELECT FROM memberships WHERE user_id = $1", [userId])).length;
}

const merge = (ctx: Ctx) => decideMerge(ctx, { decision: "merge" });

test("the same merge three times at once: one receipt, every membership moved once", async () => {
  for (let round = 0; round < rounds; round++) {
    const { member, ctx } = await readyToMerge(`same${round}@example.com`);
    const results = await Promise.all([merge(ctx), merge(ctx), decideMerge(ctx, { decision: "merge" })]);
    expect(results.map((result) => (result.ok ? "ok" : result.code)).sort()).toEqual([
      "NOT_FOUND",
      "NOT_FOUND",
      "ok",
    ]);
    expect(await membershipsOf(member.user.id)).toBe(memberships);
  }
});

test("a row that the guest adds during the merge is moved or refused, never lost", async () => {
  for (let round = 0; round < rounds; round++) {
    const { member, guest, ctx } = await readyToMerge(`adding${round}@example.com`);
    const [merged, ...added] = await Promise.allSettled([
      merge(ctx),
      ...Array.from({ length: 6 }, () => addMembership(real.db, guest.user.id)),
    ]);
    expect(merged).toMatchObject({ status: "fulfilled", value: { ok: true } });
    const kept = added.filter((result) => result.status === "fulfilled").length;
    expect(await membershipsOf(member.user.id)).toBe(memberships + kept);
  }
});

test("a merge and an upgrade of the guest at once: one of them, and no row lost", async () => {
  for (let round = 0; round < rounds; round++) {
    const { member, guest, ctx } = await readyToMerge(`upgrade${round}@example.com`);
    const [merged, upgraded] = await Promise.all([
      merge(ctx),
      upgradeWithHash(
        contextWith(real.db, guest.token),
        { email: `guest${round}@example.com`, name: null },
        passwordHash,
      ),
    ]);
    expect([merged.ok, upgraded.ok].filter(Boolean)).toHaveLength(1);
    expect(await membershipsOf(merged.ok ? member.user.id : guest.user.id)).toBe(memberships);
  }
});

test("a merge and a cleanup of the guest at once: moved before or deleted, one event", async () => {
  for (let round = 0; round < rounds; round++) {
    const { member, guest, ctx } = await readyToMerge(`cleanup${round}@example.com`);
    const [merged, cleaned] = await Promise.all([merge(ctx), cleanUp(guest.user.id)]);
    expect(Number(merged.ok) + cleaned.length).toBe(1);
    expect(await membershipsOf(member.user.id)).toBe(merged.ok ? memberships : 0);
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
    const { member, guest, ctx } = await readyToMerge(`one${round}@example.com`);
    const other = await newMember(real.db, `other${round}@example.com`);
    await remember(other.token, guest.user.id);
    const results = await Promise.all([merge(ctx), merge(contextWith(real.db, other.token))]);
    expect(results.map((result) => (result.ok ? "ok" : result.code)).sort()).toEqual(["NOT_FOUND", "ok"]);
    const [first, second] = [await membershipsOf(member.user.id), await membershipsOf(other.user.id)];
    expect([first, second].sort()).toEqual([0, memberships]);
    expect((await getSession(contextWith(real.db, other.token))).ok).toBe(true);
  }
});
