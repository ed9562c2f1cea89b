import type { Limit } from "@/lib/api/define";

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
