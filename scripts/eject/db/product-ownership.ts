import type { Ownership } from "@/db/ownership";

/** The product's own part of the list in db/ownership.ts: every column of its tables that references `users`. */
export const product: readonly Ownership[] = [];
