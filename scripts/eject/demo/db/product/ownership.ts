import type { Ownership } from "@/db/owned-column";

/** Every column of your product's tables that references `users`. */
export const productOwnership: readonly Ownership[] = [];
