import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEvents, webhookDeliveries } from "@/db/schema";
import { queueDeliveries } from "./queue-deliveries";
import { type WebhookEvent, webhookEvent } from "./schemas";

/** Deliveries at a time: what is in memory, and how many requests the receiver gets at once from one process. */
const batchSize = 20;

/** The last attempt comes some three days after the first: the pauses double from a minute to twelve hours. */
const maxAttempts = 16;

/** Why an attempt failed. After one that is final there is no other. */
export type DeliveryFailure = { reason: string; isFinal: boolean };

/** Posts an event to the receiver. Returns null when the receiver accepted it. */
export type Send = (event: WebhookEvent) => Promise<DeliveryFailure | null>;

/** How many deliveries of one run succeeded, failed and were given up, and why the last one failed. */
export type Report = { delivered: number; failed: number; givenUp: number; lastFailure: string | null };

/**
 * Queues the audit events that were not sent yet, then hands every event that is due to `send` and saves the outcome, until nothing is
 * due, there is no time left, or a whole batch failed: a receiver that is down is asked no further. An event that failed, or whose
 * process died, is due again after a minute, then two, four … twelve hours at most, under the same id: it is sent at least once. It is
 * given up after sixteen attempts, or after a failure that is final.
 */
export async function deliverWebhookEvents(
  db: Db,
  clock: () => Date,
  send: Send,
  isTimeLeft: () => boolean,
): Promise<Report> {
  const report: Report = { delivered: 0, failed: 0, givenUp: 0, lastFailure: null };
  for (let hasMore = true; hasMore && isTimeLeft(); ) {
    const before = report.delivered;
    hasMore = await queueDeliveries(db, clock());
    await deliverDue(db, clock, send, isTimeLeft, report);
    if (report.delivered === before) break;
  }
  return report;
}

async function deliverDue(
  db: Db,
  clock: () => Date,
  send: Send,
  isTimeLeft: () => boolean,
  report: Report,
): Promise<void> {
  const attempt = async (row: DueEvent) => {
    const event = toEvent(row);
    const failure = event ? await send(event) : unknownEvent;
    if (failure === null) {
      await markDelivered(db, row.id, clock());
      report.delivered++;
      return;
    }
    const isGivenUp = await markFailed(db, row.id, failure, clock());
    report.failed++;
    report.lastFailure = failure.reason;
    if (isGivenUp) report.givenUp++;
  };
  for (let before = -1; report.delivered > before && isTimeLeft(); ) {
    before = report.delivered;
    const attempts = await Promise.allSettled((await takeDue(db, clock())).map(attempt));
    for (const done of attempts) if (done.status === "rejected") throw done.reason;
  }
}

type DueEvent = Awaited<ReturnType<typeof takeDue>>[number];

/** Takes a batch of what is due. It is due again later, should this process die. */
function takeDue(db: Db, now: Date) {
  const due = db
    .select({ eventId: webhookDeliveries.eventId })
    .from(webhookDeliveries)
    .where(and(isNull(webhookDeliveries.endedAt), lte(webhookDeliveries.dueAt, now)))
    .orderBy(asc(webhookDeliveries.dueAt))
    .limit(batchSize)
    .for("update", { skipLocked: true });
  const pause = sql`least(interval '1 minute' * power(2, least(${webhookDeliveries.attempts}, 10)), interval '12 hours')`;
  const taken = db.$with("taken").as(
    db
      .update(webhookDeliveries)
      .set({
        attempts: sql`${webhookDeliveries.attempts} + 1`,
        dueAt: sql`${now.toISOString()}::timestamptz + ${pause}`,
      })
      .where(inArray(webhookDeliveries.eventId, due))
      .returning({ eventId: webhookDeliveries.eventId }),
  );
  return db
    .with(taken)
    .select({
      id: auditEvents.id,
      type: auditEvents.type,
      userId: auditEvents.userId,
      details: auditEvents.details,
      createdAt: auditEvents.createdAt,
    })
    .from(taken)
    .innerJoin(auditEvents, eq(auditEvents.id, taken.eventId))
    .orderBy(asc(auditEvents.createdAt), asc(auditEvents.id));
}

async function markDelivered(db: Db, eventId: string, now: Date): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ endedAt: now, failure: null })
    .where(eq(webhookDeliveries.eventId, eventId));
}

/** Saves why an attempt failed, unless another process has delivered the event meanwhile. Returns whether the event is given up. */
async function markFailed(db: Db, eventId: string, failure: DeliveryFailure, now: Date): Promise<boolean> {
  const isLast = sql`${failure.isFinal}::boolean OR ${webhookDeliveries.attempts} >= ${maxAttempts}`;
  const [marked] = await db
    .update(webhookDeliveries)
    .set({
      failure: failure.reason,
      endedAt: sql`CASE WHEN ${isLast} THEN ${now.toISOString()}::timestamptz END`,
    })
    .where(and(eq(webhookDeliveries.eventId, eventId), isNull(webhookDeliveries.endedAt)))
    .returning({ endedAt: webhookDeliveries.endedAt });
  return marked !== undefined && marked.endedAt !== null;
}

/** Of an event that another version has written, perhaps. */
const unknownEvent = { reason: "the event does not match its schema", isFinal: true };

/** Leaves out what the schema does not name of an event's details. */
function toEvent({ id, type, userId, details, createdAt }: DueEvent): WebhookEvent | undefined {
  const data = { isGuest: details.method === "anonymous", ...details, userId };
  return webhookEvent.safeParse({ id, type, timestamp: createdAt.toISOString(), data }).data;
}
