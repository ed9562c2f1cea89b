import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import type { Limit } from "@/lib/contract/endpoints";
import { env } from "./env";
import { logFailure } from "./log";
import { type Count, countInMemory, spentInMemory } from "./memory-limit";
import { processWide } from "./process-wide";

/** No request waits longer than this for a counter (milliseconds). */
const patience = 400;

/**
 * Counts one call under `limit` for `key`. Redis where it is configured; where it refuses, hangs or lies, this
 * process's memory: never open, never closed.
 */
export function count(limit: Limit, key: string): Promise<Count> {
  return withFallback(
    async (limiter) => {
      const { success, remaining, reset } = await limiter.limit(key);
      const resetSeconds = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
      return { limit, allowed: success, remaining, resetSeconds };
    },
    () => countInMemory(limit, key),
    limit,
  );
}

/** Whether nothing is left of `limit` for `key`. Counts nothing. */
export function isSpent(limit: Limit, key: string): Promise<boolean> {
  return withFallback(
    async (limiter) => (await limiter.getRemaining(key)).remaining <= 0,
    () => spentInMemory(limit, key),
    limit,
  );
}

async function withFallback<T>(
  ask: (limiter: Ratelimit) => Promise<T>,
  inMemory: () => T,
  limit: Limit,
): Promise<T> {
  const limiters = processWide("limiters", upstashLimiters);
  if (!limiters.configured) return inMemory();
  try {
    return await withinPatience(ask(limiters.of(limit)));
  } catch (error) {
    logFailure("rate limit store failed", error);
    return inMemory();
  }
}

function upstashLimiters() {
  const { RATE_LIMIT_STORE, UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  if (RATE_LIMIT_STORE === "memory" || !url || !token) return { configured: false } as const;
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  const made = new Map<string, Ratelimit>();
  return {
    configured: true,
    of(limit: Limit): Ratelimit {
      const limiter = made.get(limit.name) ?? newLimiter(redis, limit);
      made.set(limit.name, limiter);
      return limiter;
    },
  } as const;
}

function newLimiter(redis: Redis, limit: Limit): Ratelimit {
  return new Ratelimit({
    redis,
    prefix: `guestbook:${limit.name}`,
    limiter: Ratelimit.slidingWindow(limit.max, `${limit.windowSeconds} s`),
    ephemeralCache: false,
    // Its own time-out would let everybody through.
    timeout: 0,
  });
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The headers that tell a client where it stands (IETF draft ratelimit-headers; Retry-After, RFC 9110 10.2.3). */
export function rateLimitHeaders(result: Count): Record<string, string> {
  return {
    "RateLimit-Limit": String(result.limit.max),
    "RateLimit-Remaining": String(result.remaining),
    "RateLimit-Reset": String(result.resetSeconds),
    ...(result.allowed ? {} : { "Retry-After": String(result.resetSeconds) }),
  };
}
