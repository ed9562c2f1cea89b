import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { LiveGuests } from "../contract/insights";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { ownsNothing } from "./owned";
import { sum } from "./sum";

/** Users are counted one by one up to about this many; of more, a sample of this size. */
const sampleSize = 10_000;

const [hour, day] = [60 * 60, 24 * 60 * 60];

/** `bucket` is null for members, who are in the sample and in no other number. */
type SampleRow = { bucket: number | null; users: number; own_nothing: number; estimated: number | null };

const p = sql.placeholder;

const sample = statement<SampleRow>(
  "sample_guests",
  sql`WITH size AS (
      SELECT least(100, 100.0 * ${sql.raw(String(sampleSize))} / greatest(reltuples, 1))::real AS percent, reltuples
      FROM pg_class WHERE oid = 'users'::regclass
    )
    SELECT CASE WHEN u.is_anonymous
        THEN width_bucket(extract(epoch FROM ${at("now")} - u.last_active_at), ${p("bounds")}::numeric[]) END AS bucket,
      count(*)::int AS users, count(*) FILTER (WHERE u.is_anonymous AND ${ownsNothing(sql`u.id`)})::int AS own_nothing,
      (SELECT reltuples FROM size WHERE percent < 100) AS estimated
    FROM users u TABLESAMPLE SYSTEM ((SELECT percent FROM size)) GROUP BY 1`,
);

/** The guests there are now, by how long they have been away; `maxAge` (seconds) is one of the bounds. */
export async function sampleGuests(ctx: KeeperCtx, maxAge: number | null): Promise<LiveGuests> {
  const bounds = [hour, day, 7 * day, 30 * day, 90 * day, ...(maxAge === null ? [] : [maxAge])];
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const rows = await sample(ctx.db, { now: ctx.clock().toISOString(), bounds: `{${sorted}}` });
  const estimated = rows[0]?.estimated ?? null;
  const scale = estimated === null ? 1 : estimated / sum(rows.map(({ users }) => users));
  const scaled = (count: number) => Math.round(count * scale);
  const inBucket = (bucket: number) => rows.find((row) => row.bucket === bucket)?.users ?? 0;
  const byIdleTime = [0, ...sorted].map((from, bucket) => ({
    from,
    until: sorted[bucket] ?? null,
    guests: scaled(inBucket(bucket)),
  }));
  return {
    total: sum(byIdleTime.map(({ guests }) => guests)),
    ownNothing: scaled(sum(rows.map((row) => row.own_nothing))),
    byIdleTime,
    isEstimate: estimated !== null,
  };
}
