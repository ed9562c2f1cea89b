import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { deleteAccount } from "@/lib/auth/account/account";
import { deleteUser } from "@/lib/auth/admin/managed-users";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import {
  adminContextWith,
  contextWith,
  countRows,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { decideMerge } from "@/lib/auth/guest/merge";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { countGuestDays } from "./guest-days";
import { readInsights } from "./insights";

const now = new Date("2026-07-15T12:00:00.000Z");
const daysAgo = (days: number, hours = 0) => new Date(now.getTime() - (days * 24 + hours) * 3_600_000);
const password = "correct horse battery";
const always = () => true;

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const admin = () => adminContextWith(db, { clock: () => now });
const insights = (days = 7) => readInsights(admin(), { days });

async function guestAt(time: Date, visit: { network: string; browser: string } | null = null) {
  const ctx = contextWith(db, null, { clock: () => time, visit: () => visit });
  const { user, session } = unwrap(await createGuest(ctx));
  return { id: user.id, token: session.token };
}

async function upgradedAt(created: Date, seconds: number) {
  const guest = await guestAt(created);
  const time = new Date(created.getTime() + seconds * 1000);
  const ctx = contextWith(db, guest.token, { clock: () => time });
  unwrap(await upgradeByPassword(ctx, { email: `${guest.id}@example.com`, password, name: null }));
  return guest;
}

test("guests are counted by day, and a user who never was one is in no number", async () => {
  await newUser(db, "registered@example.com");
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

test("an upgrade that a prompt led to is counted under the prompt's name", async () => {
  for (const prompt of [null, "third-visit", "first-upload", "third-visit"]) {
    const guest = await guestAt(daysAgo(1));
    if (prompt !== null)
      await rows(
        db,
        sql`UPDATE users SET metadata = ${JSON.stringify({ upgradePrompt: prompt })}::jsonb WHERE id = ${guest.id}`,
      );
    const account = { email: `${guest.id}@example.com`, password, name: null };
    unwrap(await upgradeByPassword(contextWith(db, guest.token, { clock: () => daysAgo(1) }), account));
  }
  expect((await insights()).promptedBy).toEqual([
    { prompt: "third-visit", guests: 2 },
    { prompt: "first-upload", guests: 1 },
  ]);
});

test("each day has the conversion of the week that ends with it, and the totals those of as many days before", async () => {
  for (const days of [13, 12, 8, 7, 6]) await guestAt(daysAgo(days));
  await upgradedAt(daysAgo(9), 60);
  await upgradedAt(daysAgo(2), 60);
  const { byDay, totals, before } = await insights();
  expect(byDay.map(({ day, conversion }) => [day, conversion])).toEqual([
    ["2026-07-09", 1 / 5],
    ["2026-07-10", 1 / 4],
    ["2026-07-11", 1 / 4],
    ["2026-07-12", 1 / 4],
    ["2026-07-13", 1 / 4],
    ["2026-07-14", 1 / 3],
    ["2026-07-15", 1 / 2],
  ]);
  expect(totals).toMatchObject({ created: 2, upgraded: 1 });
  expect(before).toEqual({
    totals: { created: 5, upgraded: 1, merged: 0, removed: 0 },
    timeToUpgrade: { lower: 60, median: 60, upper: 60 },
  });
});

test("a day without a new guest in its week has no conversion", async () => {
  expect((await insights()).byDay.map(({ conversion }) => conversion)).toEqual(Array(7).fill(null));
});

test("a check without enough guests to tell says so", async () => {
  const statuses = async () =>
    Object.fromEntries((await insights()).findings.map(({ cause, status }) => [cause, status]));
  const nothingKnown = {
    "one network": "not enough data",
    "new guest on every visit": "not enough data",
    "no maximum age": "attention",
    "cleanup behind": "not enough data",
    "owning nothing": "not enough data",
  };
  expect(await statuses()).toEqual(nothingKnown);
  // All guests of one network, all of one browser, all owning nothing: but only three.
  for (let n = 0; n < 3; n++) await guestAt(daysAgo(1), { network: "home", browser: "b" });
  expect(await statuses()).toEqual(nothingKnown);
  for (let n = 0; n < 100; n++) await guestAt(daysAgo(2), { network: `home ${n}`, browser: `b ${n}` });
  expect(await statuses()).toMatchObject({ "one network": "ok", "new guest on every visit": "ok" });
});

test("quartiles of the time to upgrade, in two significant digits", async () => {
  for (const seconds of [12, 66, 100, 1234, 7249]) await upgradedAt(daysAgo(1), seconds);
  expect((await insights()).timeToUpgrade).toEqual({ lower: 66, median: 100, upper: 1200 });
});

test("a merge is no removal, and a registered user's deletion is none of a guest", async () => {
  const ctx = { clock: () => now };
  unwrap(await saveConfig(admin(), { authMethods: { anonymous: { maxAge: 3_600 } } }));
  await newUser(db, "jane@example.com", password);
  for (const decision of ["merge", "discard"] as const) {
    const guest = await guestAt(daysAgo(0, 1));
    const jane = unwrap(
      await signIn(contextWith(db, guest.token, ctx), { email: "jane@example.com", password }),
    );
    unwrap(await decideMerge(contextWith(db, jane.session.token, ctx), { decision }));
  }
  unwrap(await deleteAccount(contextWith(db, (await guestAt(now)).token, ctx), {}));
  unwrap(await deleteUser(admin(), { id: (await guestAt(now)).id, onlyIfAnonymous: false }));
  const registered = await upgradedAt(daysAgo(1), 60);
  unwrap(await deleteUser(admin(), { id: registered.id, onlyIfAnonymous: false }));
  await guestAt(daysAgo(1));
  unwrap(await cleanUp(admin(), { dryRun: false, limit: null }));
  const { totals, removedBecause } = await insights();
  expect(totals).toMatchObject({ merged: 1, removed: 4, upgraded: 1 });
  expect(removedBecause).toEqual(
    ["admin", "discard", "inactive", "user_request"].map((reason) => ({ reason, guests: 1 })),
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

test("live guests by how long they have been inactive, with the maximum age among the bounds", async () => {
  unwrap(await saveConfig(admin(), { authMethods: { anonymous: { maxAge: 10 * 24 * 3_600 } } }));
  const owner = await guestAt(now);
  for (const days of [2, 9, 11, 100]) await guestAt(daysAgo(days));
  await newUser(db, "member@example.com");
  await addNote(db, owner.id);
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
  const behind = { cause: "cleanup behind", status: "attention" };
  expect(findings).toContainEqual(behind);
  unwrap(await cleanUp(admin(), { dryRun: false, limit: 1 }));
  expect((await insights()).findings).toContainEqual({ ...behind, status: "ok" });
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
  expect(findings.filter(({ status }) => status === "attention").map(({ cause }) => cause)).toEqual([
    "one network",
    "new guest on every visit",
    "no maximum age",
    "owning nothing",
  ]);
});
