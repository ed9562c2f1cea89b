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
