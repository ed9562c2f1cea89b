import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { users } from "./auth";

const createdAt = () => timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow();

export const cards = pgTable(
  "cards",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    occasion: text("occasion", {
      enum: ["birthday", "farewell", "thanks", "congratulations", "get-well", "baby"],
    }).notNull(),
    recipient: text("recipient").notNull(),
    title: text("title").notNull(),
    createdAt: createdAt(),
  },
  // Lists a user's cards, newest first; counts and moves them in a merge; follows a deleted user.
  (t) => [index("cards_owner_id_idx").on(t.ownerId, t.id)],
);

export const signatures = pgTable(
  "signatures",
  {
    id: text("id").primaryKey(),
    cardId: text("card_id")
      .notNull()
      .references(() => cards.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    message: text("message").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Shows a card's wall, oldest first.
    index("signatures_card_id_idx").on(t.cardId, t.id),
    // Counts and moves a user's signatures in a merge; follows a deleted user.
    index("signatures_user_id_idx").on(t.userId),
  ],
);
