import type { Ownership } from "@/db/columns";

/** Every column of your product's tables that references `users`. */
export const productOwnership: readonly Ownership[] = [];
