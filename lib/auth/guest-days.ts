import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "./audit";
import { later } from "./sessions";

/** A day is counted for good once it has been over for this long (seconds): no statement that wrote an event then still runs. */
const grace = 60 * 60;

/** Counts of one day, by key where they have one. */
export type GuestDayRow = {
  day: string;
  created: number;
  upgraded: Record<string, number>;
  prompted: Record<string, number>;
  upgraded_after: Record<string, number>;
  merged: number;
  removed: Record<string, number>;
  traced: number;
  repeated: number;
  networks: number[];
};

const columns = sql.raw(
  "day, created, upgraded, prompted, upgraded_after, merged, removed, traced, repeated, networks",
);

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

/** The days from `first` to `last`, both dates, counted from the audit events. */
function countedDays(first: SQL, last: SQL): SQL {
  const startOf = (day: SQL) => sql`((${day})::timestamp AT TIME ZONE 'UTC')`;
  const count = (kind: string) => sql`coalesce(sum(f.count) FILTER (WHERE f.kind = ${kind}), 0)::int`;
  const byKey = (kind: string) =>
    sql`coalesce(jsonb_object_agg(f.key, f.count) FILTER (WHERE f.kind = ${kind}), '{}')`;
  return sql`(WITH e AS NOT MATERIALIZED (
      SELECT (created_at AT TIME ZONE 'UTC')::date AS day, type, details, user_id, created_at FROM audit_events
      WHERE type IN ('user.created', 'user.upgraded', 'user.merged', 'user.deleted')
        AND created_at >= ${startOf(first)} AND created_at < ${startOf(sql`(${last}) + 1`)}
    )
    SELECT d.day::date AS day, ${count("created")} AS created, ${byKey("upgraded")} AS upgraded,
      ${byKey("prompted")} AS prompted,
      ${byKey("upgraded after")} AS upgraded_after, ${count("merged")} AS merged, ${byKey("removed")} AS removed,
      ${count("browser")} AS traced,
      coalesce(sum(f.count - 1) FILTER (WHERE f.kind = 'browser'), 0)::int AS repeated,
      coalesce((array_agg(f.count ORDER BY f.count DESC) FILTER (WHERE f.kind = 'network'))[1:5], '{}') AS networks
    FROM generate_series((${first})::timestamp, (${last})::timestamp, interval '1 day') AS d (day)
    LEFT JOIN (${sql.join([newGuests, ...facts], sql` UNION ALL `)}) AS f ON f.day = d.day::date AND f.key IS NOT NULL
    GROUP BY d.day)`;
}

const p = sql.placeholder;

const countNext = statement<{ day: string }>(
  "count_next_guest_day",
  sql`WITH next AS (
      SELECT coalesce(
        (SELECT max(day) + 1 FROM guest_days),
        (SELECT (min(created_at) AT TIME ZONE 'UTC')::date FROM audit_events)
      ) AS day
    )
    INSERT INTO guest_days (${columns})
    SELECT ${columns} FROM (${countedDays(sql`SELECT day FROM next`, sql`SELECT day FROM next`)}) AS counted
    WHERE day < (${at("settled")} AT TIME ZONE 'UTC')::date
    ON CONFLICT (day) DO NOTHING
    RETURNING day::text`,
);

/**
 * Counts each day that is over, once and for good, in the order of the days. Safe to kill, to repeat and to run twice at
 * once: a day is one row.
 */
export async function countGuestDays(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  const settled = later(now, -grace);
  for (let counted = 1; counted > 0 && isTimeLeft(); ) counted = (await countNext(db, { settled })).length;
}

const uncounted = sql`SELECT coalesce(greatest(max(day) + 1, ${p("first")}::date), ${p("first")}::date) FROM guest_days`;

const read = statement<GuestDayRow>(
  "read_guest_days",
  sql`SELECT day::text, created, upgraded, prompted, upgraded_after, merged, removed, traced, repeated, networks FROM (
      SELECT ${columns} FROM guest_days WHERE day BETWEEN ${p("first")}::date AND ${p("last")}::date
      UNION ALL ${countedDays(uncounted, sql`${p("last")}::date`)}
    ) AS days ORDER BY day`,
);

/** The days from `first` to `last` (YYYY-MM-DD), oldest first; those that nobody has counted yet, from the events. */
export function readGuestDays(db: Db, range: { first: string; last: string }): Promise<GuestDayRow[]> {
  return read(db, range);
}
