import type { Limit } from "@/lib/api/define";
import { fail, type Result } from "@/lib/api/result";
import { processWide } from "@/lib/process-wide";
import { env } from "@/lib/server/env";
import { logFailure } from "@/lib/server/log";
import type { LimitStore, RateLimitResult } from "./limit-stores";
import { postgresLimits, upstashLimits } from "./limit-stores";
import { countInMemory, readInMemory, uncountInMemory } from "./memory-limit";

/** What is left of the time that one request may wait for all stores together (milliseconds). */
export type TimeBudget = { left: number };

/** By address, before anything else is done for a request; then for what it brought. */
export const budgetByAddress = (): TimeBudget => ({ left: 300 });
export const budgetByInput = (): TimeBudget => ({ left: 150 });

/** A store that failed is not asked again for this long (milliseconds). */
const cooldown = 5_000;

/**
 * Counts one call under `limit` for `key`: in Redis where it is configured, else in PostgreSQL, and in this process's memory in any case. So a
 * caller over the limit here is refused without asking further, and memory decides when nothing else answers: limits fail neither
 * open nor closed. Returns the tighter of both results: a store that was away has missed calls. Several counts share one `budget`.
 */
export async function count(limit: Limit, key: string, budget = budgetByAddress()): Promise<RateLimitResult> {
  const here = countInMemory(limit, key);
  if (!here.allowed) return here;
  const shared = await ask(budget, (store) => store.count(limit, key));
  if (shared?.allowed === false) uncountInMemory(limit, key);
  return shared && shared.remaining <= here.remaining ? shared : here;
}

/** Returns where `key` stands with `limit`. Counts nothing. */
export async function readLimit(
  limit: Limit,
  key: string,
  budget = budgetByAddress(),
): Promise<RateLimitResult> {
  const here = readInMemory(limit, key);
  if (!here.allowed) return here;
  const shared = await ask(budget, (store) => store.read(limit, key));
  return shared && shared.remaining <= here.remaining ? shared : here;
}

/** Of the limits that are exceeded, returns the one that ends last: a call before then is refused again. Null where none is. */
export function lastToEnd(results: readonly (RateLimitResult | null)[]): RateLimitResult | null {
  const exceeded = results.filter((result) => result?.allowed === false);
  return exceeded.reduce(
    (last, result) => ((result?.resetSeconds ?? 0) > (last?.resetSeconds ?? 0) ? result : last),
    null,
  );
}

/** Returns the answer of the first store that has one in time, or null. */
async function ask<T>(budget: TimeBudget, question: (store: LimitStore) => Promise<T>): Promise<T | null> {
  const slots = processWide("limit stores", chain).filter((slot) => slot.coolsUntil <= Date.now());
  for (const [index, slot] of slots.entries()) {
    if (budget.left <= 0) return null;
    const asked = performance.now();
    try {
      const share = index < slots.length - 1 ? 2 / 3 : 1;
      return await within(budget.left * share, question(slot.store));
    } catch (error) {
      if (slot.coolsUntil <= Date.now()) logFailure(`rate limit store ${slot.store.name} failed`, error);
      slot.coolsUntil = Date.now() + cooldown;
    } finally {
      budget.left -= performance.now() - asked;
    }
  }
  return null;
}

/** The store that counts while everything answers. */
export function limitStoreName(): string {
  return processWide("limit stores", chain)[0]?.store.name ?? "memory";
}

function chain(): { store: LimitStore; coolsUntil: number }[] {
  const { RATE_LIMIT_STORE: chosen, redis, driver } = env();
  const stores: LimitStore[] = [];
  if (redis && (chosen ?? "upstash") === "upstash") stores.push(upstashLimits(redis.url, redis.token));
  if (driver !== "pglite" && chosen !== "memory") stores.push(postgresLimits);
  return stores.map((store) => ({ store, coolsUntil: 0 }));
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The headers that tell a client where it stands (IETF draft ratelimit-headers; Retry-After, RFC 9110 10.2.3). */
export function rateLimitHeaders(result: RateLimitResult): Record<string, string> {
  return {
    "RateLimit-Limit": String(result.limit.max),
    "RateLimit-Remaining": String(result.remaining),
    "RateLimit-Reset": String(result.resetSeconds),
    ...(result.allowed ? {} : { "Retry-After": String(result.resetSeconds) }),
  };
}

/** RATE_LIMITED, with the seconds to wait. */
export function tooMany(limit: RateLimitResult): Result<never> {
  return fail("RATE_LIMITED", { retryAfter: limit.resetSeconds });
}
