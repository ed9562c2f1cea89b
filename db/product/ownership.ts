import { sql } from "drizzle-orm";
import type { Ownership } from "../columns";
import * as s from "./schema";

/** The product's own part of the list in db/ownership.ts: every column of its tables that references `users`. */
export const productOwnership: readonly Ownership[] = [
  {
    column: s.cards.ownerId,
    onMerge: "move",
    countedAs: "cards",
    exportedAs: "cards",
    parts: [
      { column: s.cardLinks.cardId, exportedAs: "cardLinks" },
      { column: s.cardDeliveries.cardId, exportedAs: "cardDeliveries" },
    ],
    protects: {
      when: sql`EXISTS (SELECT FROM ${s.signatures}
        WHERE ${s.signatures.cardId} = ${s.cards.id} AND ${s.signatures.userId} <> ${s.cards.ownerId})`,
      reason: "owns a card that others have signed",
    },
  },
  {
    column: s.cardMails.userId,
    onMerge: "move",
    countedAs: null,
    exportedAs: "cardMails",
    protects: null,
  },
  {
    column: s.signatures.userId,
    onMerge: "move",
    countedAs: "signatures",
    exportedAs: "signatures",
    protects: null,
  },
  {
    column: s.cardMembers.userId,
    onMerge: "move-unless-present",
    within: [s.cardMembers.cardId],
    countedAs: "circles",
    exportedAs: "circles",
    protects: null,
  },
  {
    column: s.cartItems.userId,
    onMerge: "move-unless-present",
    within: [s.cartItems.cardId],
    countedAs: "prints",
    exportedAs: "cart",
    protects: null,
  },
  {
    column: s.orders.userId,
    onMerge: "move",
    countedAs: "orders",
    exportedAs: "orders",
    parts: [{ column: s.orderItems.orderId, exportedAs: "orderItems" }],
    protects: { when: sql`${s.orders.status} = 'open'`, reason: "has an order that is on its way" },
  },
  {
    column: s.deliveryPlaces.userId,
    onMerge: "move",
    countedAs: "delivery places",
    exportedAs: "deliveryPlaces",
    protects: null,
  },
];
