import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Limit } from "@/lib/contract/endpoints";
import { database } from "./db";
import type { LimitStore } from "./limit-store";

const p = sql.placeholder;
const at = (name: string) => sql`${p(name)}::timestamptz`;

const recent = sql`(SELECT coalesce(array_agg(time ORDER BY time), '{}') FROM unnest(rate_limits.times) AS time WHERE time > ${at("since")})`;

const countCall = statement<{ allowed: boolean; used: number; oldest: string }>(
  "count_call",
  sql`INSERT INTO rate_limits (key, times, last_call, expires_at)
    VALUES (${p("key")}, ARRAY[${at("now")}], ${p("call")}, ${at("expiresAt")})
    ON CONFLICT (key) DO UPDATE SET
      times = ${recent} || CASE WHEN cardinality(${recent}) < ${p("max")}::int THEN ARRAY[${at("now")}] ELSE '{}' END,
      last_call = CASE WHEN cardinality(${recent}) < ${p("max")}::int THEN excluded.last_call ELSE rate_limits.last_call END,
      expires_at = excluded.expires_at
    RETURNING last_call = ${p("call")} AS allowed, cardinality(times) AS used, times[1] AS oldest`,
);

const used = statement<{ used: number }>(
  "calls_counted",
  sql`SELECT cardinality(${recent}) AS used FROM rate_limits WHERE key = ${p("key")}`,
);

/** An exact sliding window, shared by every instance: the row's lock puts calls in order. */
export const postgresLimits: LimitStore = {
  name: "postgres",
  async count(limit, key) {
    const now = Date.now();
    const windowMs = limit.windowSeconds * 1000;
    const [row] = await countCall(await database(), {
      key: `${limit.name}:${key}`,
      call: randomUUID(),
      max: limit.max,
      now: new Date(now).toISOString(),
      since: since(limit, now),
      expiresAt: new Date(now + windowMs).toISOString(),
    });
    if (!row) throw new Error("no count");
    const resetSeconds = Math.max(1, Math.ceil((Date.parse(row.oldest) + windowMs - now) / 1000));
    return { limit, allowed: row.allowed, remaining: limit.max - row.used, resetSeconds };
  },
  async isSpent(limit, key) {
    const [row] = await used(await database(), {
      key: `${limit.name}:${key}`,
      since: since(limit, Date.now()),
    });
    return (row?.used ?? 0) >= limit.max;
  },
};

function since(limit: Limit, now: number): string {
  return new Date(now - limit.windowSeconds * 1000).toISOString();
}
