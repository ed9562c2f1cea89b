import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { deleteAccount } from "./account";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import { countGuestDays } from "./guest-days";
import { createGuest } from "./guests";
import { readInsights } from "./insights";
import { deleteUser } from "./managed-users";
import { decideMerge } from "./merge";
import { signIn } from "./sign-in";
import {
  addMembership,
  contextWith,
  countRows,
  keeperWith,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";
import { upgrade } from "./upgrade";

const now = new Date("2026-07-15T12:00:00.000Z");
const daysAgo = (days: number, hours = 0) => new Date(now.getTime() - (days * 24 + hours) * 3_600_000);
const password = "correct horse battery";
const always = () => true;

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const keeper = () => keeperWith(db, { clock: () => now });
const insights = (days = 7) => readInsights(keeper(), { days });

async function guestAt(time: Date, visit: { network: string; browser: string } | null = null) {
  const ctx = contextWith(db, null, { clock: () => time, visit: () => visit });
  const { user, session } = unwrap(await createGuest(ctx));
  return { id: user.id, token: session.token };
}

async function upgradedAt(created: Date, seconds: number) {
  const guest = await guestAt(created);
  const time = new Date(created.getTime() + seconds * 1000);
  const ctx = contextWith(db, guest.token, { clock: () => time });
  unwrap(await upgrade(ctx, { email: `${guest.id}@example.com`, password, name: null }));
  return guest;
}

test("guests are counted by day, and a member who never was one is in no number", async () => {
  await newMember(db, "member@example.com");
  await rows(db, sql`UPDATE audit_events SET created_at = ${daysAgo(1).toISOString()}`);
  for (const days of [0, 1, 1, 6]) await guestAt(daysAgo(days));
  await guestAt(new Date("2026-07-08T23:59:59.999Z"));
  await upgradedAt(daysAgo(2), 90);
  const { byDay, totals, upgradedBy } = await insights();
  expect(byDay.map(({ day, created, upgraded }) => [day, created, upgraded])).toEqual([
    ["2026-07-09", 1, 0],
    ["2026-07-10", 0, 0],
    ["2026-07-11", 0, 0],
    ["2026-07-12", 0, 0],
    ["2026-07-13", 1, 1],
    ["2026-07-14", 2, 0],
    ["2026-07-15", 1, 0],
  ]);
  expect(totals).toEqual({ created: 5, upgraded: 1, merged: 0, removed: 0 });
  expect(upgradedBy).toEqual([{ method: "password", guests: 1 }]);
  expect((await insights(30)).totals.created).toBe(6);
});

test("an upgrade that an offer led to is counted under the offer's name", async () => {
  for (const prompt of [null, "third-visit", "first-upload", "third-visit"]) {
    const guest = await guestAt(daysAgo(1));
    if (prompt !== null)
      await rows(
        db,
        sql`UPDATE users SET metadata = ${JSON.stringify({ upgradePrompt: prompt })}::jsonb WHERE id = ${guest.id}`,
      );
    const account = { email: `${guest.id}@example.com`, password, name: null };
    unwrap(await upgrade(contextWith(db, guest.token, { clock: () => daysAgo(1) }), account));
  }
  expect((await insights()).promptedBy).toEqual([
    { prompt: "third-visit", guests: 2 },
    { prompt: "first-upload", guests: 1 },
  ]);
});

test("quartiles of the time to upgrade, in two significant digits", async () => {
  for (const seconds of [12, 66, 100, 1234, 7249]) await upgradedAt(daysAgo(1), seconds);
  expect((await insights()).timeToUpgrade).toEqual({ lower: 66, median: 100, upper: 1200 });
});

test("a merge is no removal, and a member's deletion is none of a guest", async () => {
  const ctx = { clock: () => now };
  unwrap(await saveConfig(keeper(), { authMethods: { anonymous: { maxAge: 3_600 } } }));
  await newMember(db, "jane@example.com", password);
  for (const decision of ["merge", "discard"] as const) {
    const guest = await guestAt(daysAgo(0, 1));
    const jane = unwrap(
      await signIn(contextWith(db, guest.token, ctx), { email: "jane@example.com", password }),
    );
    unwrap(await decideMerge(contextWith(db, jane.session.token, ctx), { decision }));
  }
  unwrap(await deleteAccount(contextWith(db, (await guestAt(now)).token, ctx), {}));
  unwrap(await deleteUser(keeper(), { id: (await guestAt(now)).id, onlyIfAnonymous: false }));
  const member = await upgradedAt(daysAgo(1), 60);
  unwrap(await deleteUser(keeper(), { id: member.id, onlyIfAnonymous: false }));
  await guestAt(daysAgo(1));
  unwrap(await cleanUp(keeper(), { dryRun: false, limit: null }));
  const { totals, removedBecause } = await insights();
  expect(totals).toMatchObject({ merged: 1, removed: 4, upgraded: 1 });
  expect(removedBecause).toEqual(
    ["discard", "inactive", "managed", "own wish"].map((reason) => ({ reason, guests: 1 })),
  );
});

test("the past stays as it was when every user is deleted, before and after it was counted for good", async () => {
  const here = { network: "n", browser: "b" };
  for (const days of [5, 3, 3, 1, 0]) await guestAt(daysAgo(days), here);
  for (const seconds of [30, 60]) await upgradedAt(daysAgo(4), seconds);
  const { live: _, findings: __, ...before } = await insights();
  await rows(db, sql`DELETE FROM users`);
  expect(await insights()).toMatchObject(before);
  for (let run = 0; run < 2; run++) {
    await countGuestDays(db, now, always);
    expect(await insights()).toMatchObject(before);
  }
  expect(await countRows(db, "guest_days")).toBe(5);
  expect(before.totals).toEqual({ created: 7, upgraded: 2, merged: 0, removed: 0 });
  // What was counted for good is not counted from the events again.
  await rows(db, sql`DELETE FROM audit_events WHERE created_at < ${daysAgo(0, 12).toISOString()}`);
  expect(await insights()).toMatchObject(before);
});

test("a day is counted an hour after its end, and only while there is time", async () => {
  await guestAt(daysAgo(1));
  const days = () => countRows(db, "guest_days");
  await countGuestDays(db, new Date("2026-07-15T00:59:59.000Z"), always);
  expect(await days()).toBe(0);
  await countGuestDays(db, now, () => false);
  expect(await days()).toBe(0);
  await countGuestDays(db, new Date("2026-07-15T01:00:00.000Z"), always);
  expect(await days()).toBe(1);
});

test("live guests by how long they have been away, with the maximum age among the bounds", async () => {
  unwrap(await saveConfig(keeper(), { authMethods: { anonymous: { maxAge: 10 * 24 * 3_600 } } }));
  const owner = await guestAt(now);
  for (const days of [2, 9, 11, 100]) await guestAt(daysAgo(days));
  await newMember(db, "member@example.com");
  await addMembership(db, owner.id);
  const { live, findings } = await insights();
  expect(live).toMatchObject({ total: 5, ownNothing: 4, isEstimate: false });
  const days = 24 * 3_600;
  expect(live.byIdleTime.map(({ from, guests }) => [from / days, guests])).toEqual([
    [0, 1],
    [1 / 24, 0],
    [1, 1],
    [7, 1],
    [10, 1],
    [30, 0],
    [90, 1],
  ]);
  const behind = { cause: "cleanup behind", isLikely: true };
  expect(findings).toContainEqual(behind);
  unwrap(await cleanUp(keeper(), { dryRun: false, limit: 1 }));
  expect((await insights()).findings).toContainEqual({ ...behind, isLikely: false });
});

test("the network that makes most guests is found, and the browser that makes one on every visit", async () => {
  const bot = (n: number) => ({ network: "bots", browser: `bot ${n}` });
  for (let n = 0; n < 100; n++) await guestAt(daysAgo(2), bot(n));
  for (let n = 0; n < 30; n++) await guestAt(daysAgo(1), { network: "home", browser: "broken" });
  for (let n = 0; n < 3; n++) await newGuest(db);
  const { busiestNetworks, repeatedCreation, findings } = await insights();
  expect(busiestNetworks).toEqual([
    { day: "2026-07-13", guests: 100, ofAll: 100 },
    { day: "2026-07-14", guests: 30, ofAll: 30 },
  ]);
  expect(repeatedCreation).toEqual({ repeated: 29, known: 130 });
  expect(findings.filter(({ isLikely }) => isLikely).map(({ cause }) => cause)).toEqual([
    "one network",
    "new guest on every visit",
    "no maximum age",
    "owning nothing",
  ]);
});
