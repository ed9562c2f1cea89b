import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Calls that were let through, by limit and caller, while they count. The last resort before a process's own memory. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    times: timestamp("times", { withTimezone: true, precision: 3 }).array().notNull(),
    // The call that was let through last, by which it knows that it was.
    lastCall: text("last_call").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  // Finds counters that count nothing any more.
  (t) => [index("rate_limits_expires_at_idx").on(t.expiresAt)],
);
