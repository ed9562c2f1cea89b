import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as schema from "@/db/schema";
import { processValues } from "@/lib/process-wide";
import { connectTo } from "@/lib/testing/next-headers";
import { budgetByAddress, budgetByInput, count, limitStoreName, readLimit } from "./rate-limit";

const limit = { name: "test", max: 3, windowSeconds: 60, by: "ip" } as const;
const own = ["env", "limit stores", "calls"];

const never = () => new Promise<never>(() => {});
const redisSays = (body: unknown, status = 200) => Promise.resolve(Response.json(body, { status }));

/** What can become of a request to Redis. */
const redisFaults = {
  refuses: () => Promise.reject(new TypeError("fetch failed")),
  hangs: never,
  "answers too late": () =>
    new Promise((resolve) => setTimeout(() => resolve(redisSays(letThrough(1))), 400)),
  "answers rubbish": () => Promise.resolve(new Response("\0rubbish\r\n")),
  "answers something else": () => redisSays([{ result: "OK" }]),
  "answers less than a count": () => redisSays([{ result: [null] }]),
  "answers with an error": () => redisSays([{ error: "ERR max daily request limit exceeded" }]),
  "refuses the token": () => redisSays({ error: "WRONGPASS invalid or missing auth token" }, 401),
};

/** And of a statement to PostgreSQL. */
const databaseFaults = {
  refuses: () => Promise.reject(new Error("connect ECONNREFUSED")),
  hangs: never,
  "answers too late": () => new Promise((resolve) => setTimeout(() => resolve({ rows: [] }), 400)),
  "answers rubbish": () => Promise.resolve({ rows: [] }),
};

/** As Redis answers where this call was the `used`th in the window. */
const letThrough = (used: number, max = 30) => [{ result: [max - used, max] }];
const refused = (max = 30) => [{ result: [-1, max] }];

function databaseThat(query: () => Promise<unknown>) {
  const pool = new Pool();
  vi.spyOn(pool, "query").mockImplementation(query);
  return drizzle(pool, { schema });
}

/** No store of this world ever answers. */
beforeEach(() => {
  for (const name of own) processValues.delete(name);
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/nowhere");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:1");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "known to everybody");
  vi.stubGlobal("fetch", never);
  vi.mocked(console.error).mockImplementation(() => {});
  connectTo(databaseThat(never));
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.mocked(console.error).mockClear();
  for (const name of own) processValues.delete(name);
});

// Reading an answer takes turns of the event loop, and no time.
const turn = setImmediate;
const aFewTurns = async () => {
  for (let turns = 0; turns < 5; turns++) await new Promise((done) => turn(done));
};

/** What it answers, and after how many milliseconds of this clock. */
async function timed<T>(ask: () => Promise<T>): Promise<{ answer: T; waited: number }> {
  const began = Date.now();
  let waited: number | null = null;
  const asked = ask().finally(() => {
    waited = Date.now() - began;
  });
  await aFewTurns();
  while (waited === null) {
    await vi.advanceTimersByTimeAsync(10);
    await aFewTurns();
  }
  return { answer: await asked, waited };
}

const pairs = Object.entries(redisFaults).flatMap(([redis, asked]) =>
  Object.entries(databaseFaults).map(([database, executed]) => [redis, database, asked, executed] as const),
);

test.each(pairs)(
  "a Redis that %s and a PostgreSQL that %s: thirty of thirty-one pass, none waits half a second for its limits",
  async (_redis, _database, asked, executed) => {
    vi.stubGlobal("fetch", asked);
    connectTo(databaseThat(executed));
    const thirty = { ...limit, max: 30 };
    for (let call = 1; call <= 31; call++) {
      const first = await timed(() => count(thirty, "somebody", budgetByAddress()));
      expect([call, first.answer.allowed]).toEqual([call, call <= 30]);
      const then = await timed(() => readLimit({ ...limit, name: "other" }, "somebody", budgetByInput()));
      expect(then.answer.allowed).toBe(true);
      expect(first.waited + then.waited).toBeLessThan(500);
    }
    for (const line of vi.mocked(console.error).mock.calls.flat())
      expect(line).not.toContain("known to everybody");
  },
);

test.each(Object.entries(redisFaults))(
  "a Redis that %s after ten calls is missed by nobody, and decides again once it is back",
  async (_, fault) => {
    const thirty = { ...limit, max: 30 };
    const passed = async (calls: number) => {
      let passed = 0;
      for (let call = 0; call < calls; call++)
        if ((await timed(() => count(thirty, "somebody"))).answer.allowed) passed++;
      return passed;
    };
    let used = 0;
    vi.stubGlobal("fetch", () => redisSays(letThrough(++used)));
    expect(await passed(10)).toBe(10);
    vi.stubGlobal("fetch", fault);
    expect(await passed(10)).toBe(10);
    await vi.advanceTimersByTimeAsync(5_000);
    // It has missed ten, and promises more than there is.
    vi.stubGlobal("fetch", () => redisSays(letThrough(11)));
    expect((await timed(() => count(thirty, "somebody"))).answer).toMatchObject({ remaining: 9 });
    // Meanwhile other processes have used up what was left.
    vi.stubGlobal("fetch", () => redisSays(refused()));
    expect(await passed(10)).toBe(0);
    vi.stubGlobal("fetch", () => redisSays(letThrough(30)));
    expect(await readLimit(thirty, "somebody")).toMatchObject({ allowed: false, remaining: 0 });
  },
);

test("a call that is counted in Redis takes one round trip, and one that memory refuses none", async () => {
  const asked = vi.fn(() => redisSays(letThrough(1, limit.max)));
  vi.stubGlobal("fetch", asked);
  for (let call = 1; call <= 4; call++) await timed(() => count(limit, "somebody"));
  expect(asked).toHaveBeenCalledTimes(3);
});

test("counts that share their budget wait no longer together, however slow a store is", async () => {
  vi.stubGlobal(
    "fetch",
    () => new Promise((resolve) => setTimeout(() => resolve(redisSays(letThrough(1, limit.max))), 100)),
  );
  const budget = budgetByInput();
  let counted = 0;
  const counting = (async () => {
    for (; counted < 5; counted++) await count({ ...limit, name: `slow ${counted}` }, "somebody", budget);
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
  [{ UPSTASH_REDIS_REST_URL: "", UPSTASH_REDIS_REST_TOKEN: "" }, "postgres"],
  [
    {
      UPSTASH_REDIS_REST_URL: "",
      UPSTASH_REDIS_REST_TOKEN: "",
      KV_REST_API_URL: "http://127.0.0.1:1",
      KV_REST_API_TOKEN: "x",
    },
    "upstash",
  ],
  [{ RATE_LIMIT_STORE: "memory" }, "memory"],
  [{ DATABASE_DRIVER: "pglite", UPSTASH_REDIS_REST_URL: "", UPSTASH_REDIS_REST_TOKEN: "" }, "memory"],
])("with %o, %s counts", (variables, store) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(limitStoreName()).toBe(store);
});
