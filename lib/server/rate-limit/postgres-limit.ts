import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { preparedQuery } from "@/db/prepared";
import { rateLimits } from "@/db/schema";
import type { Limit } from "@/lib/api/define";
import { database } from "@/lib/server/db";
import { type LimitStore, resultOf } from "./limit-store";

const { placeholder } = sql;
const now = sql`${placeholder("now")}::timestamptz`;
const call = sql`${placeholder("call")}::text`;
const recent = sql`(SELECT coalesce(array_agg(time ORDER BY time), '{}') FROM unnest(${rateLimits.times}) AS time WHERE time > ${placeholder("since")}::timestamptz)`;
const isAllowed = sql`cardinality(${recent}) < ${placeholder("max")}::int`;

const countCall = preparedQuery("count_call", (db) =>
  db
    .insert(rateLimits)
    .values({
      key: placeholder("key"),
      times: sql`ARRAY[${now}]`,
      lastCall: placeholder("call"),
      expiresAt: placeholder("expiresAt"),
    })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        times: sql`${recent} || CASE WHEN ${isAllowed} THEN ARRAY[${now}] ELSE '{}' END`,
        lastCall: sql`CASE WHEN ${isAllowed} THEN excluded.last_call ELSE ${rateLimits.lastCall} END`,
        expiresAt: sql`excluded.expires_at`,
      },
    })
    .returning({
      allowed: sql<boolean>`${rateLimits.lastCall} = ${call}`,
      used: sql<number>`cardinality(${rateLimits.times})`,
      oldest: sql`${rateLimits.times}[1]`.mapWith(rateLimits.expiresAt),
    }),
);

const readCalls = preparedQuery("read_calls", (db) =>
  db
    .select({
      used: sql<number>`cardinality(${recent})`,
      oldest: sql`${recent}[1]`.mapWith(rateLimits.expiresAt),
    })
    .from(rateLimits)
    .where(eq(rateLimits.key, placeholder("key"))),
);

/** An exact sliding window, shared by every instance: the row's lock puts calls in order. */
export const postgresLimits: LimitStore = {
  name: "postgres",
  async count(limit, key) {
    const time = Date.now();
    const [row] = await countCall(await database()).execute({
      key: `${limit.name}:${key}`,
      call: randomUUID(),
      max: limit.max,
      now: new Date(time).toISOString(),
      since: since(limit, time),
      expiresAt: new Date(time + limit.windowSeconds * 1000),
    });
    if (!row) throw new Error("no count");
    return resultOf(limit, { ...row, oldest: row.oldest?.getTime() }, time);
  },
  async read(limit, key) {
    const time = Date.now();
    const [row] = await readCalls(await database()).execute({
      key: `${limit.name}:${key}`,
      since: since(limit, time),
    });
    const used = row?.used ?? 0;
    return resultOf(limit, { used, oldest: row?.oldest?.getTime(), allowed: used < limit.max }, time);
  },
};

function since(limit: Limit, time: number): string {
  return new Date(time - limit.windowSeconds * 1000).toISOString();
}
