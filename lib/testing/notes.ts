import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { ownership } from "@/db/ownership";
import { users } from "@/db/schema";

/** A table of the tests, for the core's users to own something in: no feature's and no product's. */
export const notes = pgTable("test_notes", {
  id: text("id").primaryKey(),
  userId: text("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  text: text("text").notNull(),
});

/** What a hook or a step of a test has left, belonging to nobody. */
export const traces = pgTable("test_traces", { id: text("id").primaryKey(), text: text("text").notNull() });

/** Makes both tables. Safe to repeat. */
export async function createNotes(db: Db): Promise<void> {
  await db.execute(sql`CREATE TABLE IF NOT EXISTS ${notes} (
    id text PRIMARY KEY, user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE, text text NOT NULL)`);
  await db.execute(sql`CREATE TABLE IF NOT EXISTS ${traces} (id text PRIMARY KEY, text text NOT NULL)`);
  await db.execute(sql`CREATE INDEX IF NOT EXISTS test_notes_user_id_idx ON ${notes} (user_id)`);
}

/** Has the list in db/ownership.ts name the table, as a product's own line would. */
export function ownNotes(): void {
  if (ownership.some(({ column }) => column === notes.userId)) return;
  ownership.push({
    column: notes.userId,
    onMerge: "move",
    countedAs: "notes",
    exportedAs: "notes",
    protects: null,
  });
}

/** Something for a user to own. */
export async function addNote(db: Db, userId: string, text = "Remember the milk"): Promise<void> {
  await db.insert(notes).values({ id: crypto.randomUUID(), userId, text });
}
