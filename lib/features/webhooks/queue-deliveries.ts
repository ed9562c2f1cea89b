import { and, eq, gte, inArray, lt, notExists, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEvents, webhookDeliveries, webhookProgress } from "@/db/schema";
import type { CronStep } from "@/lib/auth/cleanup/cron-steps";
import { purgeRows } from "@/lib/auth/cleanup/purge";
import { addSeconds } from "@/lib/auth/core/users";
import { auditedTypes } from "./schemas";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Most transactions commit within this time of the event that they write (seconds): how far back each look goes. */
const shortLookBack = 2 * minute;

/** No transaction takes longer than this (seconds): how far back, from the full look before, a full look goes. */
const fullLookBack = hour;

/** How often there is a full look (seconds). */
const fullLookEvery = minute;

/** After a long pause without a webhook, older events than these are not sent (seconds). */
const maxCatchUp = 30 * day;

/** Events per statement. */
const batchSize = 10_000;

/** For this long a delivery that has ended can be looked up (seconds). */
const keptFor = 7 * day;

/**
 * Queues a delivery for each audit event since the first call that has none yet, at most 10,000. Returns whether there may be more.
 *
 * The time of an event says nothing about when its transaction commits, so no event is skipped because newer ones were seen: a full
 * look, once a minute, starts an hour before the full look before it and finds what committed late. The looks in between are cheap.
 */
export async function queueDeliveries(db: Db, now: Date): Promise<boolean> {
  const { startedAt, checkedAt } = (await readProgress(db)) ?? (await startProgress(db, now));
  const isFullLook = addSeconds(checkedAt, fullLookEvery) <= now;
  const lookFrom = isFullLook ? addSeconds(checkedAt, -fullLookBack) : addSeconds(now, -shortLookBack);
  const from = latest(startedAt, addSeconds(now, -maxCatchUp), lookFrom);
  const queued = await db
    .insert(webhookDeliveries)
    .select(
      db
        .select({
          eventId: auditEvents.id,
          attempts: sql<number>`0`.as("attempts"),
          dueAt: auditEvents.createdAt,
          endedAt: sql<Date | null>`NULL::timestamptz`.as("ended_at"),
          failure: sql<string | null>`NULL::text`.as("failure"),
        })
        .from(auditEvents)
        .where(
          and(
            inArray(auditEvents.type, auditedTypes),
            gte(auditEvents.createdAt, from),
            notExists(
              db
                .select({ queued: sql`1` })
                .from(webhookDeliveries)
                .where(eq(webhookDeliveries.eventId, auditEvents.id)),
            ),
          ),
        )
        .limit(batchSize),
    )
    .onConflictDoNothing()
    .returning({ eventId: webhookDeliveries.eventId });
  const hasMore = queued.length === batchSize;
  // Only after everything was queued: a process that dies before looks again from the same place.
  if (isFullLook && !hasMore)
    await db.update(webhookProgress).set({ checkedAt: now }).where(lt(webhookProgress.checkedAt, now));
  return hasMore;
}

async function readProgress(db: Db) {
  const [progress] = await db.select().from(webhookProgress);
  return progress;
}

/** Remembers that events are sent from `now` on, unless another process was faster. */
async function startProgress(db: Db, now: Date) {
  await db.insert(webhookProgress).values({ startedAt: now, checkedAt: now }).onConflictDoNothing();
  const progress = await readProgress(db);
  if (!progress) throw new Error("no webhook progress");
  return progress;
}

function latest(...times: Date[]): Date {
  return new Date(Math.max(...times.map(Number)));
}

function earliest(...times: Date[]): Date {
  return new Date(Math.min(...times.map(Number)));
}

/**
 * Deletes deliveries a week after they ended. Those of events that a later look will see again stay, however long no webhook is
 * configured, so that nothing is sent a second time.
 */
export async function purgeDeliveries(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  const progress = await readProgress(db);
  const old = addSeconds(now, -keptFor);
  const before = progress ? earliest(old, addSeconds(progress.checkedAt, -fullLookBack)) : old;
  await purgeRows(db, webhookDeliveries.eventId, lt(webhookDeliveries.endedAt, before), isTimeLeft);
}

export const webhookPurgeStep: CronStep = {
  name: "webhook deliveries",
  run: ({ db, clock }, isTimeLeft) => purgeDeliveries(db, clock(), isTimeLeft),
};
