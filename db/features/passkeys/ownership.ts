import type { Ownership } from "../../owned-column";
import { passkeys } from "./schema";

/** Passkeys belong to a user, and stay with them. */
export const passkeyOwnership: readonly Ownership[] = [
  { column: passkeys.userId, onMerge: "drop", countedAs: null, exportedAs: "passkeys", protects: null },
];
