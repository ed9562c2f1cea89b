import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import type { Limit } from "@/lib/contract/endpoints";
import { exactWindow } from "./exact-window";
import type { LimitStore } from "./limit-store";

/** An exact sliding window in Redis over Upstash's REST protocol, shared by every instance. */
export function upstashLimits(url: string, token: string): LimitStore {
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  const made = new Map<string, Ratelimit>();
  const limiterOf = (limit: Limit) => {
    const limiter = made.get(limit.name) ?? newLimiter(redis, limit);
    made.set(limit.name, limiter);
    return limiter;
  };
  return {
    name: "upstash",
    async count(limit, key) {
      const { success, remaining, reset } = await limiterOf(limit).limit(key);
      const resetSeconds = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
      return { limit, allowed: success, remaining, resetSeconds };
    },
    isSpent: async (limit, key) => (await limiterOf(limit).getRemaining(key)).remaining <= 0,
  };
}

function newLimiter(redis: Redis, limit: Limit): Ratelimit {
  return new Ratelimit({
    redis,
    prefix: `guestbook:${limit.name}`,
    limiter: exactWindow(redis, limit),
    ephemeralCache: false,
    // Its own time-out would let everybody through.
    timeout: 0,
  });
}
