import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hasRedis, type Redis, startRedis, withoutRedis } from "@/e2e/support/redis";
import type { LimitStore } from "./limit-store";
import { upstashLimits } from "./upstash-limit";

const limit = { name: "test", max: 30, windowSeconds: 60, by: "ip" } as const;

let redis: Redis;
let stores: LimitStore[];

beforeAll(async () => {
  if (!hasRedis) return;
  redis = await startRedis();
  const url = `http://127.0.0.1:${redis.port}`;
  stores = [upstashLimits(url, redis.token), upstashLimits(url, redis.token)];
});

afterAll(() => redis?.stop());

// The window slides over whole minutes and weighs the one before: here it always stands at the start of one.
function atTheStartOfAMinute() {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(Date.now() / 60_000) * 60_000 });
}

test.skipIf(!hasRedis)(
  `of a hundred calls at once through two clients exactly thirty pass${hasRedis ? "" : `: ${withoutRedis}`}`,
  async () => {
    atTheStartOfAMinute();
    const calls = Array.from({ length: 50 }, () =>
      stores.map((store) => store.count(limit, "somebody")),
    ).flat();
    const counts = await Promise.all(calls);
    expect(counts.filter(({ allowed }) => allowed)).toHaveLength(30);
    expect(counts.filter(({ remaining }) => remaining === 0).length).toBeGreaterThanOrEqual(70);
    for (const store of stores) {
      expect(await store.isSpent(limit, "somebody")).toBe(true);
      expect(await store.isSpent(limit, "somebody else")).toBe(false);
    }
    vi.useRealTimers();
  },
);

test.skipIf(!hasRedis)(
  "a refused token and a Redis that is gone are failures, which the next store makes good",
  async () => {
    const stranger = upstashLimits(`http://127.0.0.1:${redis.port}`, "wrong");
    await expect(stranger.count(limit, "x")).rejects.toThrow("WRONGPASS");
    await redis.kill();
    for (const store of stores) await expect(store.count(limit, "x")).rejects.toThrow();
    await redis.start();
    for (const store of stores) expect(await store.count(limit, "x")).toMatchObject({ allowed: true });
  },
);
