import { count, type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";
import { users } from "@/db/schema";
import type { AdminContext } from "@/lib/auth/core/context";
import type { LiveGuests } from "./views";

/** Users are counted one by one up to about this many; of more, a sample of this size. */
const sampleSize = 10_000;

const [hour, day] = [60 * 60, 24 * 60 * 60];

// PostgreSQL's own estimate of the number of users, as of the last ANALYZE.
const estimate = (value: ReturnType<typeof sql>) =>
  sql`(SELECT ${value} FROM pg_class WHERE oid = 'users'::regclass)`;
const percentage = sql`least(100, 100.0 * ${sql.raw(String(sampleSize))} / greatest(reltuples, 1))::real`;

/** Returns the guests there are now, by how long they have been inactive; `maxAge` (seconds) is one of the bounds. */
export async function sampleGuests({ db, clock }: AdminContext, maxAge: number | null): Promise<LiveGuests> {
  const bounds = [hour, day, 7 * day, 30 * day, 90 * day, ...(maxAge === null ? [] : [maxAge])];
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const idleSeconds = sql`extract(epoch FROM ${clock().toISOString()}::timestamptz - ${users.lastActiveAt})`;
  const rows = await db
    .select({
      // Null for registered users, who are in the sample and in no other number.
      bucket: sql<number | null>`CASE WHEN ${users.isAnonymous}
        THEN width_bucket(${idleSeconds}, ${`{${sorted}}`}::numeric[]) END`,
      users: count(),
      ownNothing: sql<number>`count(*) FILTER (WHERE ${users.isAnonymous} AND ${ownsNothing()})::int`,
      estimated: sql<number | null>`${estimate(sql`CASE WHEN ${percentage} < 100 THEN reltuples END`)}`,
    })
    .from(sql`${users} TABLESAMPLE SYSTEM (${estimate(percentage)})`)
    .groupBy(sql`1`);
  const estimated = rows[0]?.estimated ?? null;
  const scale = estimated === null ? 1 : estimated / sum(rows.map((row) => row.users));
  const scaled = (number: number) => Math.round(number * scale);
  const inBucket = (bucket: number) => rows.find((row) => row.bucket === bucket)?.users ?? 0;
  const byIdleTime = [0, ...sorted].map((from, bucket) => ({
    from,
    until: sorted[bucket] ?? null,
    guests: scaled(inBucket(bucket)),
  }));
  return {
    total: sum(byIdleTime.map(({ guests }) => guests)),
    ownNothing: scaled(sum(rows.map((row) => row.ownNothing))),
    byIdleTime,
    isEstimate: estimated !== null,
  };
}

/** Whether the user of a row owns nothing that means something to a person. */
function ownsNothing(): SQL {
  const kinds = ownership.flatMap(({ column, countedAs }) =>
    countedAs === null ? [] : [sql`NOT EXISTS (SELECT FROM ${column.table} WHERE ${column} = ${users.id})`],
  );
  return kinds.length === 0 ? sql`true` : sql.join(kinds, sql` AND `);
}

/** Of all of them; of none, 0. */
export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
