import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { api } from "@/lib/api/table";
import { processValues } from "@/lib/process-wide";
import { connection } from "@/lib/server/db";
import { createDatabase } from "@/lib/testing/database";
import { headersFrom } from "@/lib/testing/headers-from";
import { hasRedis, type Redis, startRedis, withoutRedis } from "@/lib/testing/redis";
import { countByAddress } from "./counted";
import type { LimitStore } from "./limit-stores";
import { postgresLimits, upstashLimits } from "./limit-stores";
import { countInMemory, readInMemory } from "./memory-limit";
import { count, limitStoreName, rateLimitHeaders, readLimit } from "./rate-limit";

const limit = { name: "test", max: 30, windowSeconds: 60, by: "ip" } as const;
const own = ["env", "connection", "limit stores", "calls"];

let redis: Redis;
let key: string;

beforeAll(async () => {
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  vi.stubEnv("DATABASE_URL", await createDatabase(inject("postgresUrl")));
  if (hasRedis) redis = await startRedis();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await (await connection()).close();
  forget(...own);
  await redis?.stop();
});

function forget(...names: string[]) {
  for (const name of names) processValues.delete(name);
}

// Somewhere in a minute, as it comes. Time stands still, so that however slow this machine is no store is too late.
beforeEach(() => {
  key = crypto.randomUUID();
  vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout"] });
});

afterEach(() => vi.useRealTimers());

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const redisUrl = () => `http://127.0.0.1:${redis.port}`;

const memory: LimitStore = {
  name: "memory",
  count: async (limit, key) => countInMemory(limit, key),
  read: async (limit, key) => readInMemory(limit, key),
};

/** Each store as two processes have it. Memory is a process's own. */
const stores: [name: string, open: () => [LimitStore, LimitStore], isMissing?: boolean][] = [
  ["memory", () => [memory, memory]],
  ["postgres", () => [postgresLimits, postgresLimits]],
  [
    hasRedis ? "upstash" : `upstash: ${withoutRedis}`,
    () => [upstashLimits(redisUrl(), redis.token), upstashLimits(redisUrl(), redis.token)],
    !hasRedis,
  ],
];

describe.each(stores)("%s", (_, open, isMissing = false) => {
  const store = () => open()[0];

  test.skipIf(isMissing)("of a hundred calls at once to two processes exactly thirty pass", async () => {
    const two = open();
    const calls = Array.from({ length: 50 }, () => two.map((store) => store.count(limit, key))).flat();
    const counts = await Promise.all(calls);
    expect(counts.filter(({ allowed }) => allowed)).toHaveLength(30);
    for (const store of two)
      expect(await store.read(limit, key)).toMatchObject({ allowed: false, remaining: 0 });
  });

  test.skipIf(isMissing)("neither two callers nor two limits share a count", async () => {
    const { count, read } = store();
    const one = { ...limit, max: 1 };
    const other = { ...one, name: "other" };
    for (const [limit, caller] of [
      [one, key],
      [one, `${key}2`],
      [other, key],
    ] as const) {
      expect(await read(limit, caller)).toMatchObject({ allowed: true, remaining: 1 });
      expect((await count(limit, caller)).allowed).toBe(true);
      expect((await count(limit, caller)).allowed).toBe(false);
    }
  });
});

describe.each(stores.slice(0, 2))("%s counts exactly:", (_, open) => {
  const store = () => open()[0];

  test("of thirty-one calls in a minute the last is refused, and passes when it comes again as it was told", async () => {
    const { count } = store();
    const began = Date.now();
    for (let left = 29; left >= 0; left--) {
      const counted = await count(limit, key);
      const resetSeconds = Math.ceil((began + 60_000 - Date.now()) / 1000);
      expect(counted).toEqual({ limit, allowed: true, remaining: left, resetSeconds });
      expect(rateLimitHeaders(counted)).not.toHaveProperty("Retry-After");
      later(1_234);
    }
    const refused = await count(limit, key);
    const { "Retry-After": wait, ...headers } = rateLimitHeaders(refused);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(headers).toEqual({
      "RateLimit-Limit": "30",
      "RateLimit-Remaining": "0",
      "RateLimit-Reset": wait,
    });
    later(Number(wait) * 1000);
    expect((await count(limit, key)).allowed).toBe(true);
    expect((await count(limit, key)).allowed).toBe(false);
  });

  test("whenever calls come, as many pass as leave no window with more than the limit", async () => {
    const few = { ...limit, max: 4 };
    const { count, read } = store();
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.array(fc.integer({ min: 0, max: 45_000 })), async (key, pauses) => {
        let passed: number[] = [];
        for (const pause of pauses) {
          later(pause);
          passed = passed.filter((time) => time > Date.now() - 60_000);
          const allowed = passed.length < few.max;
          expect(await read(few, key)).toMatchObject({ allowed, remaining: few.max - passed.length });
          if (allowed) passed.push(Date.now());
          expect(await count(few, key)).toMatchObject({ allowed, remaining: few.max - passed.length });
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe.skipIf(!hasRedis)("upstash counts as its library promises:", () => {
  const store = () => upstashLimits(redisUrl(), redis.token);
  const windowMs = limit.windowSeconds * 1000;
  const endOfWindow = () => (Math.floor(Date.now() / windowMs) + 1) * windowMs;

  test("within a window exactly thirty pass, and the next passes when it comes again as it was told", async () => {
    const { count } = store();
    later(endOfWindow() - Date.now() + 10_000);
    const secondsLeft = () => Math.ceil((endOfWindow() + 1 - Date.now()) / 1000);
    for (let left = 29; left >= 0; left--) {
      expect(await count(limit, key)).toEqual({
        limit,
        allowed: true,
        remaining: left,
        resetSeconds: secondsLeft(),
      });
      later(1_234);
    }
    const refused = await count(limit, key);
    expect(refused).toEqual({ limit, allowed: false, remaining: 0, resetSeconds: secondsLeft() });
    later(refused.resetSeconds * 1000);
    expect((await count(limit, key)).allowed).toBe(true);
    expect((await count(limit, key)).allowed).toBe(false);
  });

  test("whenever calls come, as many pass as the weighted estimate allows, and a refused one passes when it was told to", async () => {
    const few = { ...limit, max: 4 };
    const { count, read } = store();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 45_000 })), async (pauses) => {
        const key = crypto.randomUUID();
        const passed = new Map<number, number>();
        const estimate = () => {
          const window = Math.floor(Date.now() / windowMs);
          const weight = 1 - (Date.now() % windowMs) / windowMs;
          return Math.floor(weight * (passed.get(window - 1) ?? 0)) + (passed.get(window) ?? 0);
        };
        const call = async () => {
          const allowed = estimate() < few.max;
          expect((await read(few, key)).allowed).toBe(allowed);
          const window = Math.floor(Date.now() / windowMs);
          if (allowed) passed.set(window, (passed.get(window) ?? 0) + 1);
          const counted = await count(few, key);
          expect(counted).toMatchObject({ allowed, remaining: Math.max(0, few.max - estimate()) });
          return counted;
        };
        for (const pause of pauses) {
          later(pause);
          const { allowed, resetSeconds } = await call();
          if (allowed) continue;
          later(resetSeconds * 1000);
          expect((await call()).allowed).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe.each(stores)("a request, counted by %s", (name, _, isMissing = false) => {
  const isShared = name !== "memory";
  beforeEach(() => {
    forget("env", "limit stores", "calls");
    vi.stubEnv("RATE_LIMIT_STORE", name);
    vi.stubEnv("UPSTASH_REDIS_REST_URL", name === "upstash" ? redisUrl() : "");
    vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", name === "upstash" ? redis.token : "");
  });

  /** The next call reaches a process whose memory knows nothing yet. */
  const elsewhere = () => isShared && forget("calls");
  const { limits } = api["POST /api/auth/sign-in/anonymous"];
  const newNetwork = () => `2001:db8:${crypto.randomUUID().slice(9, 13)}:${crypto.randomUUID().slice(9, 13)}`;

  test.skipIf(isMissing)("one address in whatever spelling has one budget", async () => {
    expect(limitStoreName()).toBe(name);
    const network = newNetwork();
    for (let call = 0; call < 31; call++) {
      elsewhere();
      const spelled = [`${network}::${call}`, `${network}:0:0:0:${call}`, `${network}::AB${call}`][call % 3];
      const counted = await countByAddress(limits, headersFrom(spelled ?? ""));
      expect([call, counted?.allowed]).toEqual([call, call < 30]);
    }
    expect(await countByAddress(limits, headersFrom(newNetwork()))).toMatchObject({ remaining: 29 });
  });

  test.skipIf(isMissing)(
    "under several limits is told of the tightest, and refused by whichever is spent",
    async () => {
      const two = [limit, { ...limit, name: "tight", max: 2 }];
      const address = headersFrom(newNetwork());
      const answers = [];
      for (let call = 0; call < 3; call++) answers.push(await countByAddress(two, address));
      expect(answers).toMatchObject([
        { limit: { name: "tight" }, allowed: true, remaining: 1 },
        { limit: { name: "tight" }, allowed: true, remaining: 0 },
        { limit: { name: "tight" }, allowed: false },
      ]);
    },
  );

  test.skipIf(isMissing)("and by other processes has one budget, which each of them knows", async () => {
    for (let call = 0; call < 30; call++) {
      elsewhere();
      expect((await count(limit, key)).allowed).toBe(true);
    }
    elsewhere();
    expect(await readLimit(limit, key)).toMatchObject({ allowed: false, remaining: 0 });
    expect(await count(limit, key)).toMatchObject({ allowed: false, remaining: 0 });
  });
});

describe.each(stores.slice(1))("%s", (name, _, isMissing = false) => {
  test.skipIf(isMissing)("dies after ten calls and comes back: of all calls thirty pass", async () => {
    forget(...own);
    vi.stubEnv("RATE_LIMIT_STORE", name);
    vi.stubEnv("DATABASE_URL", await createDatabase(inject("postgresUrl")));
    vi.stubEnv("UPSTASH_REDIS_REST_URL", name === "upstash" ? redisUrl() : "");
    vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", name === "upstash" ? redis.token : "");
    const quiet = vi.mocked(console.error).mockImplementation(() => {});
    const passed = async (calls: number) => {
      const counts = await Promise.all(Array.from({ length: calls }, () => count(limit, key)));
      return counts.filter(({ allowed }) => allowed).length;
    };
    expect(await passed(10)).toBe(10);
    if (name === "upstash") await redis.kill();
    await (await connection()).close();
    expect(await passed(60)).toBe(20);
    expect(quiet).toHaveBeenCalled();
    quiet.mockClear();
    if (name === "upstash") await redis.start();
    forget("connection");
    later(5_000);
    expect(await passed(30)).toBe(0);
    expect(quiet).not.toHaveBeenCalled();
    later(55_000);
    expect(await passed(31)).toBe(30);
  });
});
