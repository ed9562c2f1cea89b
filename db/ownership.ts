import type { AnyPgColumn } from "drizzle-orm/pg-core";
import * as s from "./schema";

/**
 * What happens to a table's rows when the user they point to is merged into another:
 * `move` gives them to the other, `move-unless-present` leaves out those the other has already (by `unique`
 * within the other columns), `drop` deletes them with the user.
 */
export type Ownership = {
  column: AnyPgColumn;
  onMerge: "move" | "move-unless-present" | "drop";
  /** Under this name the rows are counted for the person who owns them; null where they mean nothing to a person. */
  countedAs: string | null;
};

/** Every column that references `users`. A test reads the database's own catalogue and fails where one is missing. */
export const ownership: readonly Ownership[] = [
  { column: s.cards.ownerId, onMerge: "move", countedAs: "cards" },
  { column: s.signatures.userId, onMerge: "move", countedAs: "signatures" },
  { column: s.memberships.userId, onMerge: "move-unless-present", countedAs: "memberships" },
  { column: s.sessions.userId, onMerge: "drop", countedAs: null },
  { column: s.sessions.guestId, onMerge: "drop", countedAs: null },
  { column: s.rotatedTokens.userId, onMerge: "drop", countedAs: null },
  { column: s.passwords.userId, onMerge: "drop", countedAs: null },
  { column: s.accounts.userId, onMerge: "drop", countedAs: null },
  { column: s.verificationTokens.userId, onMerge: "drop", countedAs: null },
];
