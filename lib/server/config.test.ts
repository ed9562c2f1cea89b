import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { countStatements, testDatabase } from "@/db/testing";
import { saveConfig } from "@/lib/auth/config";
import { keeperWith } from "@/lib/auth/testing";
import { currentConfig, saveCurrentConfig } from "./config";
import { processValues } from "./process-wide";
import { connectTo } from "./testing";

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
const saveElsewhere = (seconds: number) => saveConfig(keeperWith(db), { session: { lifetime: seconds } });
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

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
  await saveCurrentConfig(keeperWith(db), { session: { lifetime: 3600 } });
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
