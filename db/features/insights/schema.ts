import { date, integer, jsonb, pgTable } from "drizzle-orm/pg-core";

export const guestDays = pgTable("guest_days", {
  day: date("day").primaryKey(),
  created: integer("created").notNull(),
  // By method.
  upgraded: jsonb("upgraded").$type<Record<string, number>>().notNull(),
  // By the offer that was taken, for those who took one.
  prompted: jsonb("prompted").$type<Record<string, number>>().notNull(),
  // By seconds since the guest was created, in two significant digits.
  upgradedAfter: jsonb("upgraded_after").$type<Record<string, number>>().notNull(),
  merged: integer("merged").notNull(),
  // By reason.
  removed: jsonb("removed").$type<Record<string, number>>().notNull(),
  // Guests whose network and browser were known; those whose browser had made another that day; how many came from
  // each of the five networks that made most.
  traced: integer("traced").notNull(),
  repeated: integer("repeated").notNull(),
  networks: integer("networks").array().notNull(),
});
