import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { time } from "../../columns";
import { auditEvents } from "../../core/schema";

export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    eventId: text("event_id")
      .primaryKey()
      .references(() => auditEvents.id, { onDelete: "cascade" }),
    attempts: integer("attempts").notNull().default(0),
    dueAt: time("due_at").notNull(),
    endedAt: time("ended_at"),
    // Why the last attempt failed; null where there was none, or it went well.
    failure: text("failure"),
  },
  (t) => [
    // Finds what is due.
    index("webhook_deliveries_due_idx").on(t.dueAt).where(sql`${t.endedAt} IS NULL`),
    // Shows what is failing or was given up.
    index("webhook_deliveries_failed_idx").on(t.eventId).where(sql`${t.failure} IS NOT NULL`),
  ],
);

export const webhookProgress = pgTable(
  "webhook_progress",
  {
    id: integer("id").primaryKey().default(1),
    // When a webhook was first configured: nothing older is sent.
    startedAt: time("started_at").notNull(),
    // When the events were last looked through.
    checkedAt: time("checked_at").notNull(),
  },
  (t) => [check("webhook_progress_single", sql`${t.id} = 1`)],
);
