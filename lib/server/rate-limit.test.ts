import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { count, isSpent, limitStoreName, patienceByInput } from "./rate-limit";
import { connectTo } from "./testing";

const limit = { name: "test", max: 3, windowSeconds: 60, by: "ip" } as const;
const own = ["env", "limit stores", "calls"].map((name) => Symbol.for(`guestbook.${name}`));

/** No store of this world ever answers. */
beforeEach(() => {
  for (const symbol of own) Reflect.deleteProperty(globalThis, symbol);
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/nowhere");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:1");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "known to everybody");
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  vi.mocked(console.error).mockImplementation(() => {});
  connectTo(silent);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.mocked(console.error).mockClear();
  for (const symbol of own) Reflect.deleteProperty(globalThis, symbol);
});

// The one cast: all that a statement asks of a database.
const silent = {
  _: { session: { prepareQuery: () => ({ execute: () => new Promise(() => {}) }) } },
} as unknown as Db;

test.each([
  ["a count", () => count(limit, "somebody")],
  ["a look", () => isSpent(limit, "somebody")],
])("%s is answered from memory within 300 milliseconds, whatever hangs", async (_, ask) => {
  let answered = false;
  const asked = ask().then(() => {
    answered = true;
  });
  await vi.advanceTimersByTimeAsync(290);
  expect(answered).toBe(false);
  await vi.advanceTimersByTimeAsync(20);
  expect(answered).toBe(true);
  await asked;
});

test("counts that share their patience wait no longer together, however slow a store is", async () => {
  const answer = (result: unknown) => Response.json([{ result }]);
  vi.stubGlobal("fetch", () => new Promise((resolve) => setTimeout(() => resolve(answer([1, 0])), 100)));
  const patience = patienceByInput();
  let counted = 0;
  const counting = (async () => {
    for (; counted < 5; counted++) await count({ ...limit, name: `slow ${counted}` }, "somebody", patience);
  })();
  await vi.advanceTimersByTimeAsync(160);
  expect(counted).toBe(5);
  await counting;
});

test("what hung is left alone for five seconds, so that others do not wait, and then asked again", async () => {
  const first = count(limit, "somebody");
  await vi.advanceTimersByTimeAsync(500);
  expect(await first).toMatchObject({ allowed: true, remaining: 2 });
  expect(await count(limit, "somebody")).toMatchObject({ allowed: true, remaining: 1 });
  expect(await count(limit, "somebody")).toMatchObject({ allowed: true, remaining: 0 });
  expect(await count(limit, "somebody")).toMatchObject({ allowed: false });
  expect(console.error).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  const again = count(limit, "somebody else");
  await vi.advanceTimersByTimeAsync(500);
  await again;
  expect(console.error).toHaveBeenCalledTimes(4);
});

test.each([
  [{}, "upstash"],
  [{ RATE_LIMIT_STORE: "postgres" }, "postgres"],
  [{ UPSTASH_REDIS_REST_TOKEN: "" }, "postgres"],
  [{ RATE_LIMIT_STORE: "memory" }, "memory"],
  [{ DATABASE_DRIVER: "pglite", UPSTASH_REDIS_REST_URL: "" }, "memory"],
])("with %o, %s counts", (variables, store) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(limitStoreName()).toBe(store);
});
