import type { AnyPgColumn } from "drizzle-orm/pg-core";
import * as s from "./schema";

/**
 * What happens to a table's rows when the user they point to is merged into another:
 * `move` gives them to the other, `move-unless-present` leaves out those the other has already, of which there can be one
 * for each value of `within`, `drop` deletes them with the user.
 */
export type Ownership = {
  column: AnyPgColumn;
  /** Under this name the rows are counted for the person who owns them; null where they mean nothing to a person. */
  countedAs: string | null;
  /** Under this name the rows are in the person's own export; null where they hold nothing but secrets. */
  exportedAs: string | null;
} & ({ onMerge: "move" | "drop" } | { onMerge: "move-unless-present"; within: AnyPgColumn });

/** Every column that references `users`. A test reads the database's own catalogue and fails where one is missing. */
export const ownership: readonly Ownership[] = [
  { column: s.cards.ownerId, onMerge: "move", countedAs: "cards", exportedAs: "cards" },
  { column: s.signatures.userId, onMerge: "move", countedAs: "signatures", exportedAs: "signatures" },
  {
    column: s.memberships.userId,
    onMerge: "move-unless-present",
    within: s.memberships.organizationId,
    countedAs: "memberships",
    exportedAs: "memberships",
  },
  { column: s.sessions.userId, onMerge: "drop", countedAs: null, exportedAs: "sessions" },
  { column: s.sessions.guestId, onMerge: "drop", countedAs: null, exportedAs: null },
  // A secret that was replaced stays replaced, whoever has the user's data now.
  { column: s.rotatedTokens.userId, onMerge: "move", countedAs: null, exportedAs: null },
  { column: s.passwords.userId, onMerge: "drop", countedAs: null, exportedAs: null },
  { column: s.accounts.userId, onMerge: "drop", countedAs: null, exportedAs: "accounts" },
  { column: s.verificationTokens.userId, onMerge: "drop", countedAs: null, exportedAs: null },
];
