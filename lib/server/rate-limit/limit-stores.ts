import { randomUUID } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { eq, sql } from "drizzle-orm";
import { preparedQuery } from "@/db/queries";
import { rateLimits } from "@/db/schema";
import type { Limit } from "@/lib/api/define";
import { product } from "@/lib/product";
import { database } from "@/lib/server/db";

/** Where a caller stands with one limit. `allowed`: whether this call is within it; of a count that was only read, whether another would be. */
export type RateLimitResult = { limit: Limit; allowed: boolean; remaining: number; resetSeconds: number };

/** Keeps counts. Throws when it cannot. */
export type LimitStore = {
  name: string;
  /** Counts one call, unless the limit is exhausted. */
  count: (limit: Limit, key: string) => Promise<RateLimitResult>;
  /** Counts nothing. */
  read: (limit: Limit, key: string) => Promise<RateLimitResult>;
};

/** Where a caller stands who has made `used` calls in the window, the first of them at `oldest`. Times in milliseconds. */
export function resultOf(
  limit: Limit,
  { used, oldest, allowed }: { used: number; oldest: number | undefined; allowed: boolean },
  now: number,
): RateLimitResult {
  const end = (oldest ?? now) + limit.windowSeconds * 1000;
  const resetSeconds = Math.max(1, Math.ceil((end - now) / 1000));
  return { limit, allowed, remaining: limit.max - used, resetSeconds };
}

const { placeholder } = sql;
const now = sql`${placeholder("now")}::timestamptz`;
const call = sql`${placeholder("call")}::text`;
const recent = sql`(SELECT coalesce(array_agg(time ORDER BY time), '{}') FROM unnest(${rateLimits.times}) AS time WHERE time > ${placeholder("since")}::timestamptz)`;
const isAllowed = sql`cardinality(${recent}) < ${placeholder("max")}::int`;

const countCall = preparedQuery("count_call", (db) =>
  db
    .insert(rateLimits)
    .values({
      key: placeholder("key"),
      times: sql`ARRAY[${now}]`,
      lastCall: placeholder("call"),
      expiresAt: placeholder("expiresAt"),
    })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        times: sql`${recent} || CASE WHEN ${isAllowed} THEN ARRAY[${now}] ELSE '{}' END`,
        lastCall: sql`CASE WHEN ${isAllowed} THEN excluded.last_call ELSE ${rateLimits.lastCall} END`,
        expiresAt: sql`excluded.expires_at`,
      },
    })
    .returning({
      allowed: sql<boolean>`${rateLimits.lastCall} = ${call}`,
      used: sql<number>`cardinality(${rateLimits.times})`,
      oldest: sql`${rateLimits.times}[1]`.mapWith(rateLimits.expiresAt),
    }),
);

const readCalls = preparedQuery("read_calls", (db) =>
  db
    .select({
      used: sql<number>`cardinality(${recent})`,
      oldest: sql`${recent}[1]`.mapWith(rateLimits.expiresAt),
    })
    .from(rateLimits)
    .where(eq(rateLimits.key, placeholder("key"))),
);

/** An exact sliding window, shared by every instance: the row's lock puts calls in order. */
export const postgresLimits: LimitStore = {
  name: "postgres",
  async count(limit, key) {
    const time = Date.now();
    const [row] = await countCall(await database()).execute({
      key: `${limit.name}:${key}`,
      call: randomUUID(),
      max: limit.max,
      now: new Date(time).toISOString(),
      since: since(limit, time),
      expiresAt: new Date(time + limit.windowSeconds * 1000),
    });
    if (!row) throw new Error("no count");
    return resultOf(limit, { ...row, oldest: row.oldest?.getTime() }, time);
  },
  async read(limit, key) {
    const time = Date.now();
    const [row] = await readCalls(await database()).execute({
      key: `${limit.name}:${key}`,
      since: since(limit, time),
    });
    const used = row?.used ?? 0;
    return resultOf(limit, { used, oldest: row?.oldest?.getTime(), allowed: used < limit.max }, time);
  },
};

function since(limit: Limit, time: number): string {
  return new Date(time - limit.windowSeconds * 1000).toISOString();
}

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
      return upstashResult(limit, state, success);
    },
    async read(limit, key) {
      const state = await limiterOf(limit).getRemaining(key);
      return upstashResult(limit, state, state.remaining > 0);
    },
  };
}

function upstashResult(
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
