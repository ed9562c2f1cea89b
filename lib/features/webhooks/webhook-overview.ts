import { and, asc, count, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { auditEvents, webhookDeliveries } from "@/db/schema";
import { ok, type Result } from "@/lib/api/result";
import type { AdminContext } from "@/lib/auth/core/context";

/** Deliveries that one request sends again, at most. */
const batchSize = 10_000;

/** Failed deliveries that are listed. */
const listed = 20;

const hasFailed = isNotNull(webhookDeliveries.failure);
const isGivenUp = and(hasFailed, isNotNull(webhookDeliveries.endedAt));

/** A delivery whose last attempt failed. It was given up where there is no next attempt. */
export type FailedWebhook = Awaited<ReturnType<typeof readWebhooks>>["failed"][number];

/** Returns how many deliveries wait or were given up, and the twenty newest whose last attempt failed. */
export async function readWebhooks({ db }: AdminContext) {
  const [[waiting], [givenUp], failed] = await Promise.all([
    db.select({ count: count() }).from(webhookDeliveries).where(isNull(webhookDeliveries.endedAt)),
    db.select({ count: count() }).from(webhookDeliveries).where(isGivenUp),
    db
      .select({
        id: auditEvents.id,
        type: auditEvents.type,
        userId: auditEvents.userId,
        attempts: webhookDeliveries.attempts,
        failure: webhookDeliveries.failure,
        dueAt: webhookDeliveries.dueAt,
        endedAt: webhookDeliveries.endedAt,
      })
      .from(webhookDeliveries)
      .innerJoin(auditEvents, eq(auditEvents.id, webhookDeliveries.eventId))
      .where(hasFailed)
      .orderBy(desc(webhookDeliveries.eventId))
      .limit(listed),
  ]);
  return {
    waiting: waiting?.count ?? 0,
    givenUp: givenUp?.count ?? 0,
    failed: failed.map(({ dueAt, endedAt, ...row }) => ({
      ...row,
      nextAttemptAt: endedAt === null ? dueAt : null,
    })),
  };
}

/** Sends the events that were given up again, the oldest ten thousand at most. Returns how many. */
export async function sendWebhooksAgain({ db, clock }: AdminContext): Promise<Result<{ count: number }>> {
  const oldest = db
    .select({ eventId: webhookDeliveries.eventId })
    .from(webhookDeliveries)
    .where(isGivenUp)
    .orderBy(asc(webhookDeliveries.eventId))
    .limit(batchSize)
    .for("update", { skipLocked: true });
  const again = await db
    .update(webhookDeliveries)
    .set({ endedAt: null, attempts: 0, dueAt: clock() })
    .where(inArray(webhookDeliveries.eventId, oldest))
    .returning({ eventId: webhookDeliveries.eventId });
  return ok({ count: again.length });
}
