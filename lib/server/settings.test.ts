import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { isOutage } from "@/db/failure";
import { adminContextWith, unwrap } from "@/lib/auth/core/testing";
import { saveConfig } from "@/lib/auth/settings/settings";
import { processValues } from "@/lib/process-wide";
import { connectTo } from "@/lib/testing/next-headers";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { currentConfig, readFirstConfig, saveCurrentConfig } from "./settings";

let db: Db;

beforeEach(async () => {
  forget();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  db = await testDatabase();
  connectTo(db);
});

afterEach(() => {
  vi.useRealTimers();
  forget();
});

function forget() {
  processValues.delete("config");
}

const lifetime = async () => (await currentConfig()).session.lifetime;
const saveElsewhere = (seconds: number) =>
  saveConfig(adminContextWith(db), { session: { lifetime: seconds } });
const saveHere = async (seconds: number) =>
  unwrap(await saveCurrentConfig(adminContextWith(db), { session: { lifetime: seconds } }));
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

/** The database, whose settings are read when `rows` are there. */
function reading(rows: Promise<unknown>): Db {
  const select = () => ({ from: () => ({ where: () => rows }) });
  return Object.create(db, { select: { value: select } });
}

test("requests share one reading, and most cost no statement", async () => {
  const sent = await countStatements(() => Promise.all([lifetime(), lifetime(), lifetime()]));
  expect(sent).toHaveLength(1);
  pass(2_400);
  expect(await countStatements(lifetime)).toEqual([]);
});

test("after half of the time it is read behind the request's back, after all of it before", async () => {
  await lifetime();
  await saveElsewhere(3600);
  pass(2_600);
  expect(await lifetime()).toBe(604_800);
  await vi.waitFor(async () => expect(await lifetime()).toBe(3600));
  await saveElsewhere(7200);
  pass(5_000);
  expect(await lifetime()).toBe(7200);
});

test("what is saved here holds here at once", async () => {
  await lifetime();
  await saveHere(3600);
  expect(await lifetime()).toBe(3600);
});

test("a refresh that was under way when settings were saved here does not bring the old ones back", async () => {
  await lifetime();
  const stale = [{ value: {}, version: 0, updatedAt: new Date(), updatedBy: null, id: 1 }];
  let answer = (_: typeof stale) => {};
  connectTo(reading(new Promise<typeof stale>((resolve) => (answer = resolve))));
  pass(5_000);
  const waiting = lifetime();
  await saveHere(3600);
  answer(stale);
  expect(await waiting).toBe(3600);
  expect(await lifetime()).toBe(3600);
});

test("while the database is away the last known holds, and it is not asked every time", async () => {
  await saveElsewhere(3600);
  await lifetime();
  connectTo(new Error("away"));
  pass(60_000);
  expect([await lifetime(), await lifetime(), await lifetime()]).toEqual([3600, 3600, 3600]);
  expect(console.error).toHaveBeenCalledTimes(1);
  vi.mocked(console.error).mockClear();
  connectTo(db);
  await saveElsewhere(7200);
  pass(1_100);
  expect(await lifetime()).toBe(7200);
});

test("a process that has never read the settings decides nothing by defaults", async () => {
  connectTo(new Error("away"));
  for (let n = 0; n < 2; n++) expect(isOutage(await currentConfig().catch((error) => error))).toBe(true);
  expect(console.error).toHaveBeenCalledTimes(1);
  vi.mocked(console.error).mockClear();
  connectTo(db);
  pass(1_100);
  expect(await lifetime()).toBe(604_800);
});

test("a server reads them before its first request, and starts without them while the database is away", async () => {
  connectTo(new Error("away"));
  await readFirstConfig();
  expect(console.error).toHaveBeenCalledTimes(1);
  vi.mocked(console.error).mockClear();
  connectTo(db);
  await readFirstConfig();
  expect(await countStatements(lifetime)).toEqual([]);
});

test("nobody waits longer than a second for settings", async () => {
  connectTo(reading(new Promise(() => {})));
  const began = performance.now();
  expect(isOutage(await currentConfig().catch((error) => error))).toBe(true);
  expect(performance.now() - began).toBeLessThan(1_500);
});
