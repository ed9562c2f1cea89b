import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import type { Limit } from "@/lib/api/define";
import { product } from "@/lib/product";
import type { LimitStore, RateLimitResult } from "./limit-store";

/**
 * The sliding window of @upstash/ratelimit, shared by every instance: it counts by whole windows and weighs the previous one, so it is exact
 * within a window and an estimate around its end.
 */
export function upstashLimits(url: string, token: string): LimitStore {
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  const limiters = new Map<string, Ratelimit>();
  const limiterOf = (limit: Limit) => {
    const limiter = limiters.get(limit.name) ?? newLimiter(redis, limit);
    limiters.set(limit.name, limiter);
    return limiter;
  };
  return {
    name: "upstash",
    async count(limit, key) {
      const { success, ...state } = await limiterOf(limit).limit(key);
      return resultOf(limit, state, success);
    },
    async read(limit, key) {
      const state = await limiterOf(limit).getRemaining(key);
      return resultOf(limit, state, state.remaining > 0);
    },
  };
}

function resultOf(
  limit: Limit,
  state: { limit: number; remaining: number; reset: number },
  allowed: boolean,
): RateLimitResult {
  // The library takes whatever was answered for a count.
  if (state.limit !== limit.max || !Number.isInteger(state.remaining)) throw new Error("no count");
  // At the very end of a window the previous one still weighs fully; a millisecond later a call passes.
  const resetSeconds = Math.ceil((state.reset + 1 - Date.now()) / 1000);
  return { limit, allowed, remaining: state.remaining, resetSeconds };
}

function newLimiter(redis: Redis, limit: Limit): Ratelimit {
  return new Ratelimit({
    redis,
    prefix: `${product.slug}:${limit.name}`,
    limiter: Ratelimit.slidingWindow(limit.max, `${limit.windowSeconds} s`),
    // This process's own memory counts every call already.
    ephemeralCache: false,
    // Its own time-out would let everybody through.
    timeout: 0,
  });
}
