import type { Ownership } from "@/db/ownership";

/** Every column of your product's tables that references `users`. */
export const productOwnership: readonly Ownership[] = [];
