import type { Limit } from "@/lib/contract/endpoints";
import { env } from "./env";
import type { Count, LimitStore } from "./limit-store";
import { logFailure } from "./log";
import { countInMemory, forgetInMemory, spentInMemory } from "./memory-limit";
import { postgresLimits } from "./postgres-limit";
import { processWide } from "./process-wide";
import { upstashLimits } from "./upstash-limit";

/** What is left of the time that one request may wait for all stores together (milliseconds). */
export type Patience = { left: number };

/** By address, before anything else is done for a request; then for what it brought. */
export const patienceByAddress = (): Patience => ({ left: 300 });
export const patienceByInput = (): Patience => ({ left: 150 });

/** A store that failed is not asked again for this long (milliseconds). */
const rest = 5_000;

/**
 * Counts one call under `limit` for `key`: in Redis where it is configured, else in PostgreSQL, and in this process's
 * memory in any case. So whoever is over the limit here is refused without asking further, and memory knows where a
 * caller stands when nothing else answers. Never open, never closed. The answer is the tighter of both: a store that was away
 * has missed calls. Several counts share one `patience`.
 */
export async function count(limit: Limit, key: string, patience = patienceByAddress()): Promise<Count> {
  const here = countInMemory(limit, key);
  if (!here.allowed) return here;
  const shared = await ask(patience, (store) => store.count(limit, key));
  if (shared?.allowed === false) forgetInMemory(limit, key);
  return shared && shared.remaining <= here.remaining ? shared : here;
}

/** Whether nothing is left of `limit` for `key`. Counts nothing. */
export async function isSpent(limit: Limit, key: string, patience = patienceByAddress()): Promise<boolean> {
  return spentInMemory(limit, key) || ((await ask(patience, (store) => store.isSpent(limit, key))) ?? false);
}

/** The answer of the first store that has one in time, or null. */
async function ask<T>(patience: Patience, question: (store: LimitStore) => Promise<T>): Promise<T | null> {
  const slots = processWide("limit stores", chain).filter((slot) => slot.restsUntil <= Date.now());
  for (const [index, slot] of slots.entries()) {
    if (patience.left <= 0) return null;
    const asked = performance.now();
    try {
      const share = index < slots.length - 1 ? 2 / 3 : 1;
      return await within(patience.left * share, question(slot.store));
    } catch (error) {
      if (slot.restsUntil <= Date.now()) logFailure(`rate limit store ${slot.store.name} failed`, error);
      slot.restsUntil = Date.now() + rest;
    } finally {
      patience.left -= performance.now() - asked;
    }
  }
  return null;
}

/** Who counts while everything answers. */
export function limitStoreName(): string {
  return processWide("limit stores", chain)[0]?.store.name ?? "memory";
}

function chain(): { store: LimitStore; restsUntil: number }[] {
  const {
    RATE_LIMIT_STORE: chosen,
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: token,
    driver,
  } = env();
  const stores: LimitStore[] = [];
  if (url && token && (chosen ?? "upstash") === "upstash") stores.push(upstashLimits(url, token));
  if (driver !== "pglite" && chosen !== "memory") stores.push(postgresLimits);
  return stores.map((store) => ({ store, restsUntil: 0 }));
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
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
