import { type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";
import { statement } from "@/db/statement";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { ownedCounts } from "./owned";
import { later } from "./sessions";

/** So many are named of those who go, or are kept though they have been away for as long. */
const namedAtMost = 100;

/** Those who are kept are looked for among this many. Once a cleanup has done its work, there are no others left. */
const searchedAtMost = 10_000;

/** The guest `u` has not been active since the placeholder `before`. */
const idle = sql`u.is_anonymous AND u.last_active_at < ${at("before")}`;

type Protection = { table: SQL; owner: SQL; when: SQL; reason: string };

export const ownProtections: Protection[] = ownership.flatMap(({ column, protects }) =>
  protects === null ? [] : [{ table: sql`${column.table}`, owner: sql`${column}`, ...protects }],
);

const protections: Protection[] = [
  ...ownProtections,
  {
    table: sql`sessions s`,
    owner: sql`s.guest_id`,
    when: sql`s.guest_until > ${at("now")} AND s.expires_at > ${at("now")}`,
    reason: "signed in, and may still bring the work along",
  },
];

function holds({ table, owner, when }: Protection): SQL {
  return sql`EXISTS (SELECT FROM ${table} WHERE ${owner} = u.id AND ${when})`;
}

const isProtected = sql`(${sql.join(protections.map(holds), sql` OR `)})`;

const isFree = sql.join(
  protections.map((protection) => sql`NOT ${holds(protection)}`),
  sql` AND `,
);

/**
 * The one place that says whom a cleanup removes: for the preview, the deletion and every count. Each protection is
 * denied by itself, so that millions are counted by a join and not looked up one by one.
 */
export const stale = sql`${idle} AND ${isFree}`;

/** When a cleanup takes place, and since when a guest must have been away for it to take them (ISO 8601). */
export type Due = { now: string; before: string };

/** `maxAge` in seconds; null where it is, since nobody is ever due then. */
export function dueAt(now: Date, maxAge: number | null): Due | null {
  return maxAge === null ? null : { now: now.toISOString(), before: later(now, -maxAge) };
}

const count = statement<{ count: number }>(
  "count_stale_guests",
  sql`SELECT count(*)::int AS count FROM users u WHERE ${stale}`,
);

/** How many guests a cleanup would remove now if this were the maximum age (seconds; null for none). */
export async function countStaleGuests(ctx: KeeperCtx, maxAge: number | null): Promise<number> {
  const due = dueAt(ctx.clock(), maxAge);
  return due === null ? 0 : ((await count(ctx.db, due))[0]?.count ?? 0);
}

const whyKept = sql.join(
  protections.map((protection) => sql`WHEN ${holds(protection)} THEN ${protection.reason}::text`),
  sql` `,
);

type StaleRow = {
  user_id: string;
  name: string | null;
  last_active_at: string;
  counts: Record<string, number>;
};

const described = sql`u.id AS user_id, u.name, u.last_active_at, ${ownedCounts(sql`u.id`)} AS counts`;

const first = sql`ORDER BY u.last_active_at LIMIT ${sql.raw(String(namedAtMost))}`;

/** Those who would go, the longest away first. */
export const findStale = statement<StaleRow>(
  "find_stale_guests",
  sql`SELECT ${described} FROM users u WHERE ${stale} ${first}`,
);

/** Those who have been away for as long and stay, and why: some of them, where very many have been away. */
export const findKept = statement<StaleRow & { reason: string }>(
  "find_kept_guests",
  sql`SELECT ${described}, CASE ${whyKept} END AS reason FROM (
      SELECT * FROM users u WHERE ${idle} ORDER BY u.last_active_at LIMIT ${sql.raw(String(searchedAtMost))}
    ) AS u WHERE ${isProtected} ${first}`,
);
