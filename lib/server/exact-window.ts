import { randomUUID } from "node:crypto";
import type { RatelimitConfig } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { z } from "zod";
import type { Limit } from "@/lib/contract/endpoints";

// A key holds the calls of one window that were let through, by their time. Without a call it only tells.
const script = `
  local now, window, max, call = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
  redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", now - window)
  local used = redis.call("ZCARD", KEYS[1])
  local allowed = 0
  if call ~= "" and used < max then
    redis.call("ZADD", KEYS[1], now, call)
    redis.call("PEXPIRE", KEYS[1], window)
    allowed, used = 1, used + 1
  end
  local oldest = redis.call("ZRANGE", KEYS[1], 0, 0, "WITHSCORES")[2]
  return { allowed, used, tonumber(oldest or now) }`;

/** Whether it was let through, how many were in this window, when the oldest of them was (milliseconds). */
const reply = z.tuple([z.union([z.literal(0), z.literal(1)]), z.int(), z.int()]);

/**
 * At most `max` calls in any window, as PostgreSQL and memory count. The library's own sliding window estimates: it lets
 * up to twice as many through around the turn of a minute, and says too early when to come again.
 */
export function exactWindow(redis: Redis, { max, windowSeconds }: Limit): RatelimitConfig["limiter"] {
  const windowMs = windowSeconds * 1000;
  const ask = async (key: string, call: string) => {
    const given = [Date.now(), windowMs, max, call].map(String);
    const [allowed, used, oldest] = reply.parse(await redis.eval(script, [key], given));
    return {
      success: allowed === 1,
      limit: max,
      remaining: max - used,
      reset: oldest + windowMs,
      pending: Promise.resolve(),
    };
  };
  return () => ({
    limit: (_, key) => ask(key, randomUUID()),
    getRemaining: (_, key) => ask(key, ""),
    resetTokens: async (_, key) => {
      await redis.del(key);
    },
  });
}
