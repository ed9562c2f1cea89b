import type { Limit } from "@/lib/contract/endpoints";

/** Where a caller stands with one limit. */
export type Count = { limit: Limit; allowed: boolean; remaining: number; resetSeconds: number };

/** Keeps counts. Throws where it cannot. */
export type LimitStore = {
  name: string;
  count: (limit: Limit, key: string) => Promise<Count>;
  isSpent: (limit: Limit, key: string) => Promise<boolean>;
};
