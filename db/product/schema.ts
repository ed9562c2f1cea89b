import { relations, sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, time } from "../columns";
import { userId } from "../core/schema";

const cardId = () =>
  text("card_id")
    .notNull()
    .references(() => cards.id, { onDelete: "cascade" });

const occasions = [
  "birthday",
  "farewell",
  "thanks",
  "wedding",
  "congratulations",
  "get-well",
  "baby",
  "holidays",
] as const;

export const cards = pgTable(
  "cards",
  {
    id: text("id").primaryKey(),
    ownerId: userId("owner_id"),
    occasion: text("occasion", { enum: occasions }).notNull(),
    recipient: text("recipient").notNull(),
    title: text("title").notNull(),
    // The day it is for.
    day: date("day"),
    // Nobody can sign or join since then.
    closedAt: time("closed_at"),
    createdAt: createdAt(),
  },
  // Lists a user's cards, newest first; counts and moves them in a merge; follows a deleted user.
  (t) => [index("cards_owner_id_idx").on(t.ownerId, t.id)],
);

/** The one link by which people join a card's circle. Its secret is derived from `id`; only its SHA-256 is stored. */
export const cardLinks = pgTable(
  "card_links",
  {
    cardId: cardId().primaryKey(),
    id: text("id").notNull(),
    tokenHash: text("token_hash").notNull(),
    createdAt: createdAt(),
  },
  // Finds the card of a link.
  (t) => [uniqueIndex("card_links_token_hash_key").on(t.tokenHash)],
);

/** The link by which the recipient opens a card, from `opens_at` on. Its secret is derived from `id`; only its SHA-256 is stored. */
export const cardDeliveries = pgTable(
  "card_deliveries",
  {
    cardId: cardId().primaryKey(),
    id: text("id").notNull(),
    tokenHash: text("token_hash").notNull(),
    opensAt: time("opens_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the card of a link.
    uniqueIndex("card_deliveries_token_hash_key").on(t.tokenHash),
    // Finds the delivery of an email.
    uniqueIndex("card_deliveries_id_key").on(t.id),
  ],
);

/** The email that carries the link of a delivery, by that one's id. It counts for who has it sent even after the delivery is gone. */
export const cardMails = pgTable(
  "card_mails",
  {
    id: text("id").primaryKey(),
    userId: userId(),
    recipient: text("recipient").notNull(),
    dueAt: time("due_at").notNull(),
    // When it was written to the outbox.
    queuedAt: time("queued_at"),
    createdAt: createdAt(),
  },
  (t) => [
    // Counts a user's emails of a day; moves them in a merge; follows a deleted user.
    index("card_mails_user_id_idx").on(t.userId, t.createdAt),
    // Finds what is due.
    index("card_mails_due_idx").on(t.dueAt).where(sql`${t.queuedAt} IS NULL`),
  ],
);

/** A card's circle: everybody who joined by its link. The owner is not in it. */
export const cardMembers = pgTable(
  "card_members",
  { cardId: cardId(), userId: userId(), joinedAt: time("joined_at").notNull().defaultNow() },
  (t) => [
    // Decides who may see a card.
    primaryKey({ columns: [t.cardId, t.userId] }),
    // Lists the cards that a user has joined; moves them in a merge; follows a deleted user.
    index("card_members_user_id_idx").on(t.userId),
  ],
);

export const signatures = pgTable(
  "signatures",
  {
    id: text("id").primaryKey(),
    cardId: cardId(),
    userId: userId(),
    name: text("name").notNull(),
    message: text("message").notNull(),
    ink: text("ink", { enum: ["blue", "red", "green", "violet", "black"] })
      .notNull()
      .default("blue"),
    sticker: text("sticker", {
      enum: ["heart", "star", "flower", "balloon", "cake", "sun", "clover", "cup"],
    }),
    // Strokes as compact SVG path data, on a sheet of 200 by 120.
    drawing: text("drawing"),
    createdAt: createdAt(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (t) => [
    // Shows a card's wall, oldest first.
    index("signatures_card_id_idx").on(t.cardId, t.id),
    // Counts a user's signatures of a day; moves them in a merge; follows a deleted user.
    index("signatures_user_id_idx").on(t.userId, t.createdAt),
  ],
);

/** The prints in a user's cart. */
export const cartItems = pgTable(
  "cart_items",
  { userId: userId(), cardId: cardId(), quantity: integer("quantity").notNull(), createdAt: createdAt() },
  (t) => [
    // Shows a user's cart; moves it in a merge; follows a deleted user.
    primaryKey({ columns: [t.userId, t.cardId] }),
    // Follows a deleted card.
    index("cart_items_card_id_idx").on(t.cardId),
    check("cart_items_quantity", sql`${t.quantity} BETWEEN 1 AND 20`),
  ],
);

const address = () => ({
  name: text("name").notNull(),
  street: text("street").notNull(),
  zip: text("zip").notNull(),
  city: text("city").notNull(),
  country: text("country").notNull(),
});

export const orders = pgTable(
  "orders",
  {
    id: text("id").primaryKey(),
    userId: userId(),
    status: text("status", { enum: ["open", "cancelled"] })
      .notNull()
      .default("open"),
    // How to reach the buyer about this order. Nobody has proven it: it is no identity.
    email: text("email").notNull(),
    ...address(),
    payment: text("payment", { enum: ["on-delivery", "account"] }).notNull(),
    createdAt: createdAt(),
  },
  // Lists a user's orders, newest first; moves them in a merge; follows a deleted user.
  (t) => [index("orders_user_id_idx").on(t.userId, t.id)],
);

/** What was ordered, as it was then: it stays when the card is deleted. Prices in cents. */
export const orderItems = pgTable(
  "order_items",
  {
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    title: text("title").notNull(),
    occasion: text("occasion", { enum: occasions }).notNull(),
    quantity: integer("quantity").notNull(),
    unitPrice: integer("unit_price").notNull(),
  },
  // Shows an order's lines.
  (t) => [primaryKey({ columns: [t.orderId, t.line] })],
);

/** Addresses that registered users keep for their next order. */
export const deliveryPlaces = pgTable(
  "delivery_places",
  { id: text("id").primaryKey(), userId: userId(), ...address(), createdAt: createdAt() },
  // Lists a user's addresses; moves them in a merge; follows a deleted user.
  (t) => [index("delivery_places_user_id_idx").on(t.userId, t.id)],
);

export const ordersRelations = relations(orders, ({ many }) => ({ items: many(orderItems) }));
export const orderItemsRelations = relations(orderItems, ({ one }) => ({
  order: one(orders, { fields: [orderItems.orderId], references: [orders.id] }),
}));
