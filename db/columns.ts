import type { SQL } from "drizzle-orm";
import { type AnyPgColumn, timestamp } from "drizzle-orm/pg-core";

/** A moment, to the millisecond. */
export const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const createdAt = () => time("created_at").notNull().defaultNow();

/**
 * What happens to a table's rows when the user they point to is merged into another:
 * `move` gives them to the other, `move-unless-present` leaves out those the other has already, of which there can be one
 * for each combination of `within`, `drop` deletes them with the user.
 */
export type Ownership = {
  column: AnyPgColumn;
  /** Under this name the rows are counted for the person who owns them; null where they mean nothing to a person. */
  countedAs: string | null;
  /** Under this name the rows are in the person's own export; null where they are secrets, or still pending. */
  exportedAs: string | null;
  /** Tables without a user of their own whose rows belong to one of these, by a foreign key to its id: they are in the export too. */
  parts?: readonly { column: AnyPgColumn; exportedAs: string }[];
  /** Which of the rows keep the cleanup from their owner, however long away, and the reason to give; null for none. */
  protects: { when: SQL; reason: string } | null;
  /** Which of the rows a guest cannot be given; left out where a guest may have any. */
  notForGuests?: SQL;
} & ({ onMerge: "move" | "drop" } | { onMerge: "move-unless-present"; within: readonly AnyPgColumn[] });
