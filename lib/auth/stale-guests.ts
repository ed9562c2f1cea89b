import { type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";
import { statement } from "@/db/statement";
import { at } from "./audit";

/** So many are named of those who go, or are kept though they have been away for as long. */
const namedAtMost = 100;

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

/** The one place that says whom a cleanup removes: for the preview, the deletion and every count. */
export const stale = sql`${idle} AND NOT ${isProtected}`;

export const countStale = statement<{ count: number }>(
  "count_stale_guests",
  sql`SELECT count(*)::int AS count FROM users u WHERE ${stale}`,
);

const whyKept = sql.join(
  protections.map((protection) => sql`WHEN ${holds(protection)} THEN ${protection.reason}::text`),
  sql` `,
);

export const findKept = statement<{ user_id: string; reason: string }>(
  "find_kept_guests",
  sql`SELECT u.id AS user_id, CASE ${whyKept} END AS reason FROM users u
    WHERE ${idle} AND ${isProtected} ORDER BY u.last_active_at LIMIT ${sql.raw(String(namedAtMost))}`,
);
