import { asc, between, getTableColumns, max, min, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEvents, guestDays } from "@/db/schema";
import type { CronStep } from "@/lib/auth/cleanup/cron-steps";
import { addSeconds } from "@/lib/auth/core/users";

const hour = 60 * 60;
const day = 24 * hour;

/** A day is counted for good this long after its end (seconds): no transaction that wrote one of its events still runs. */
const grace = hour;

/** Counts of one day (UTC), by key where they have one. */
export type GuestDayRow = typeof guestDays.$inferSelect;

/** The date (YYYY-MM-DD, UTC) of a time. */
export function dateOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function dateAfter(date: string): string {
  return dateOf(addSeconds(new Date(date), day));
}

/**
 * Counts each day that is over, once and for good, in the order of the days. Safe to kill, to repeat and to run twice at once: a day is
 * one row.
 */
export async function countGuestDays(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  const today = dateOf(addSeconds(now, -grace));
  let date = await firstUncounted(db);
  while (date !== null && date < today && isTimeLeft()) {
    await db
      .insert(guestDays)
      .select(countDays(db, date, date))
      .onConflictDoNothing();
    date = dateAfter(date);
  }
}

export const guestDaysStep: CronStep = {
  name: "guest days",
  run: ({ db, clock }, isTimeLeft) => countGuestDays(db, clock(), isTimeLeft),
};

/** Returns the day after the last that was counted, at first the day of the oldest event; null without events. */
async function firstUncounted(db: Db): Promise<string | null> {
  const [last] = await db.select({ date: max(guestDays.day) }).from(guestDays);
  if (last?.date) return dateAfter(last.date);
  const [oldest] = await db.select({ time: min(auditEvents.createdAt) }).from(auditEvents);
  return oldest?.time ? dateOf(oldest.time) : null;
}

/**
 * Returns the days from `first` to `last` (YYYY-MM-DD), oldest first, without days before the first event. Days that were not counted
 * for good yet are counted from the events.
 */
export async function readGuestDays(db: Db, first: string, last: string): Promise<GuestDayRow[]> {
  const counted = await db
    .select()
    .from(guestDays)
    .where(between(guestDays.day, first, last))
    .orderBy(asc(guestDays.day));
  const lastCounted = counted.at(-1)?.day;
  const uncounted = lastCounted === undefined ? first : dateAfter(lastCounted);
  return uncounted > last ? counted : [...counted, ...(await countDays(db, uncounted, last))];
}

/** Counts the days from `first` to `last` from the audit events. */
function countDays(db: Db, first: string, last: string) {
  const counted = db.$with("counted", getTableColumns(guestDays)).as(countedDays(first, last));
  return db.with(counted).select().from(counted).orderBy(asc(counted.day));
}

const isNewGuest = sql`e.type = 'user.created' AND e.details->>'method' = 'anonymous'`;
const isUpgrade = sql`e.type = 'user.upgraded'`;

/** Seconds from the creation of the user of the event `e` to that event, in two significant digits, which keeps quartiles in order. */
const age = sql`(SELECT (round(a.seconds / a.unit) * a.unit)::bigint::text FROM (
    SELECT b.seconds, power(10, floor(log(b.seconds)) - 1) AS unit FROM (
      SELECT greatest(1, extract(epoch FROM e.created_at - c.created_at))::float8 AS seconds
      FROM audit_events c WHERE c.user_id = e.user_id AND c.type = 'user.created' ORDER BY c.created_at LIMIT 1
    ) AS b
  ) AS a)`;

/** What is counted: by kind, from which events, and by which key of theirs. */
const facts = [
  { kind: "upgraded", from: isUpgrade, key: sql`e.details->>'method'` },
  { kind: "prompted", from: isUpgrade, key: sql`e.details->>'prompt'` },
  { kind: "upgraded after", from: isUpgrade, key: age },
  { kind: "merged", from: sql`e.type = 'user.merged'`, key: sql`''` },
  {
    kind: "removed",
    from: sql`e.type = 'user.deleted' AND e.details->>'isGuest' = 'true' AND e.details->>'reason' <> 'merge'`,
    key: sql`e.details->>'reason'`,
  },
].map(
  ({ kind, from, key }) =>
    sql`SELECT e.day, ${kind}::text AS kind, ${key} AS key, count(*)::int AS count FROM e WHERE ${from} GROUP BY 1, 3`,
);

/** The guests of a day, of one network and of one browser, in one pass: no other kind has so many events. */
const newGuests = sql`SELECT day,
    CASE WHEN grouping(network) = 0 THEN 'network' WHEN grouping(browser) = 0 THEN 'browser' ELSE 'created' END AS kind,
    CASE WHEN grouping(network) = 0 THEN network WHEN grouping(browser) = 0 THEN browser ELSE '' END AS key,
    count(*)::int AS count
  FROM (
    SELECT e.day, e.details->>'network' AS network, e.details->>'browser' AS browser FROM e WHERE ${isNewGuest}
  ) AS n GROUP BY GROUPING SETS ((day), (day, network), (day, browser))`;

// Raw: the builder has no grouping sets, no FILTER of an aggregate and no generate_series.
function countedDays(first: string, last: string): SQL {
  const startOf = (date: string) => sql`${new Date(date).toISOString()}::timestamptz`;
  const count = (kind: string) => sql`coalesce(sum(f.count) FILTER (WHERE f.kind = ${kind}), 0)::int`;
  const byKey = (kind: string) =>
    sql`coalesce(jsonb_object_agg(f.key, f.count) FILTER (WHERE f.kind = ${kind}), '{}')`;
  return sql`WITH e AS NOT MATERIALIZED (
      SELECT (created_at AT TIME ZONE 'UTC')::date AS day, type, details, user_id, created_at FROM audit_events
      WHERE type IN ('user.created', 'user.upgraded', 'user.merged', 'user.deleted')
        AND created_at >= ${startOf(first)} AND created_at < ${startOf(dateAfter(last))}
    )
    SELECT d.day::date AS day, ${count("created")} AS created, ${byKey("upgraded")} AS upgraded,
      ${byKey("prompted")} AS prompted,
      ${byKey("upgraded after")} AS upgraded_after, ${count("merged")} AS merged, ${byKey("removed")} AS removed,
      ${count("browser")} AS traced,
      coalesce(sum(f.count - 1) FILTER (WHERE f.kind = 'browser'), 0)::int AS repeated,
      coalesce((array_agg(f.count ORDER BY f.count DESC) FILTER (WHERE f.kind = 'network'))[1:5], '{}') AS networks
    FROM generate_series(${first}::timestamp, ${last}::timestamp, interval '1 day') AS d (day)
    LEFT JOIN (${sql.join([newGuests, ...facts], sql` UNION ALL `)}) AS f ON f.day = d.day::date AND f.key IS NOT NULL
    GROUP BY d.day`;
}
