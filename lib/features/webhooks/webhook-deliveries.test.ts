import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { auditEvents } from "@/db/schema";
import { newId } from "@/lib/auth/core/ids";
import { adminContextWith, contextWith, countRows, rows, unwrap } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { purgeDeliveries, queueDeliveries } from "./queue-deliveries";
import type { WebhookEvent } from "./schemas";
import { type DeliveryFailure, deliverWebhookEvents } from "./webhook-deliveries";
import { readWebhooks, sendWebhooksAgain } from "./webhook-overview";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
  // The webhook is configured.
  await deliver();
});

/** What the receiver gets in one run, as it answers with `failure`. */
async function deliver(failure: DeliveryFailure | null = null, at = Date.now()): Promise<WebhookEvent[]> {
  const events: WebhookEvent[] = [];
  const send = async (event: WebhookEvent) => {
    events.push(event);
    return failure;
  };
  await deliverWebhookEvents(
    db,
    () => new Date(at),
    send,
    () => true,
  );
  return events;
}

const deliverAt = async (at: number) => (await deliver(null, at)).map(({ id }) => id);

/** Commits an event that was written at `time`. */
async function commitEvent(time: number): Promise<string> {
  const id = newId("aud");
  await db.insert(auditEvents).values({
    id,
    type: "user.deleted",
    userId: "usr_gone",
    actor: "cron",
    details: { reason: "inactive", isGuest: true },
    createdAt: new Date(time),
  });
  return id;
}

test("creating a guest says nothing of webhooks in its one statement", async () => {
  const [statement, ...others] = await countStatements(() => createGuest(contextWith(db)));
  expect(others).toEqual([]);
  expect(statement).not.toContain("webhook");
});

test("events from before the webhook was first configured are not sent", async () => {
  db = await testDatabase();
  const start = Date.now();
  for (const age of [day, hour, second, 1]) await commitEvent(start - age);
  expect(await deliverAt(start)).toEqual([]);
  const first = await commitEvent(start);
  expect(await deliverAt(start + second)).toEqual([first]);
  expect(await deliverAt(start + 2 * minute)).toEqual([]);
});

test("an event that is committed after newer ones were sent is sent all the same, up to an hour later", async () => {
  const start = Date.now();
  const sent: string[] = [];
  for (let at = start + 2 * hour; at < start + 4 * hour; at += 30 * second) {
    await commitEvent(at);
    await deliverAt(at);
  }
  const now = start + 4 * hour;
  for (const age of [second, minute, 3 * minute, 10 * minute, 30 * minute, hour])
    sent.push(await commitEvent(now - age));
  const got = [
    ...(await deliverAt(now)),
    ...(await deliverAt(now + 30 * second)),
    ...(await deliverAt(now + minute)),
  ];
  expect(got.sort()).toEqual(sent.sort());
  expect(await deliverAt(now + 2 * hour)).toEqual([]);
});

test("an event that was queued by a process that died then is sent by the next one, once", async () => {
  const id = await commitEvent(Date.now());
  const died = deliverWebhookEvents(
    db,
    () => new Date(),
    async () => {
      throw new Error("killed");
    },
    () => true,
  );
  await expect(died).rejects.toThrow("killed");
  expect(await rows(db, sql`SELECT attempts, ended_at FROM webhook_deliveries`)).toEqual([
    { attempts: 1, ended_at: null },
  ]);
  expect(await deliver()).toEqual([]);
  expect(await deliverAt(Date.now() + 2 * minute)).toEqual([id]);
  expect(await deliverAt(Date.now() + 5 * minute)).toEqual([]);
});

test("a process that dies before it noted how far it looked leaves nothing unsent", async () => {
  const now = Date.now() + 3 * hour;
  const id = await commitEvent(now - 2 * hour);
  await rows(db, sql`CREATE RULE dies AS ON UPDATE TO webhook_progress DO INSTEAD SELECT 1 / 0`);
  await expect(deliver(null, now)).rejects.toThrow();
  await rows(db, sql`DROP RULE dies ON webhook_progress`);
  expect(await deliverAt(now + minute)).toEqual([id]);
});

test("what happened while no webhook was configured is sent once it is again, and nothing twice", async () => {
  const start = Date.now();
  const before = [await commitEvent(start), await commitEvent(start + 10 * minute)];
  expect(await deliverAt(start + 10 * minute)).toEqual(before);
  const meanwhile = [
    await commitEvent(start + 11 * minute),
    await commitEvent(start + day),
    await commitEvent(start + 19 * day),
  ];
  await purgeDeliveries(db, new Date(start + 19 * day), () => true);
  expect(await deliverAt(start + 20 * day)).toEqual(meanwhile);
  expect(await deliverAt(start + 21 * day)).toEqual([]);
});

test("after a pause of months, the events of the last thirty days are sent", async () => {
  const start = Date.now();
  await commitEvent(start + day);
  const recent = [await commitEvent(start + 171 * day), await commitEvent(start + 199 * day)];
  expect(await deliverAt(start + 200 * day)).toEqual(recent);
});

test("two instances that deliver at once send each event once", async () => {
  const ids = [];
  for (let n = 0; n < 50; n++) ids.push(await commitEvent(Date.now()));
  const got = await Promise.all([deliver(), deliver()]);
  expect(
    got
      .flat()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.sort());
});

test("events are found by the index on their type and time, however many there are", async () => {
  await rows(
    db,
    sql`INSERT INTO audit_events (id, type, user_id, actor, created_at)
      SELECT 'aud_' || n, CASE WHEN n % 2 = 0 THEN 'user.created' ELSE 'user.signed_in' END, 'usr_' || n, 'tester',
        now() - make_interval(secs => n * 10) FROM generate_series(1, 30000) AS n`,
  );
  await rows(db, sql`ANALYZE`);
  await rows(db, sql`UPDATE webhook_progress SET started_at = now() - interval '30 days'`);
  const statements = await countStatements(() => deliver(null, Date.now() + 2 * minute));
  const queueing = statements.find((text) => text.startsWith('insert into "webhook_deliveries"'));
  const from = new Date(Date.now() - hour).toISOString();
  const values = ["user.created", "user.upgraded", "user.merged", "user.deleted", from, "10000"];
  const text = queueing?.replace(/\$(\d)/g, (_, n) => `'${values[n - 1]}'`) ?? "";
  const plan = await rows<{ "QUERY PLAN": string }>(db, sql.raw(`EXPLAIN ${text}`));
  const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
  expect(lines).not.toContain("Seq Scan on audit_events");
  expect(lines).toMatch(/audit_events_(type|newest)_idx.*\n\s*Index Cond: .*created_at/);
});

test("a look when nothing is due is three statements", async () => {
  await createGuest(contextWith(db));
  await deliver();
  expect(await countStatements(() => deliver())).toHaveLength(3);
});

test("a failed event comes again with the same id, after pauses that double up to twelve hours, for three days", async () => {
  await createGuest(contextWith(db));
  const start = Date.now();
  const sent: string[] = [];
  const pauses: number[] = [];
  for (let now = start; ; ) {
    sent.push(...(await deliver({ reason: "answered 500", isFinal: false }, now)).map(({ id }) => id));
    const [waiting] = await rows<{ due: string }>(
      db,
      sql`SELECT due_at AS due FROM webhook_deliveries WHERE ended_at IS NULL`,
    );
    if (!waiting) break;
    expect(await deliver(null, Date.parse(waiting.due) - 1)).toEqual([]);
    pauses.push((Date.parse(waiting.due) - now) / minute);
    now = Date.parse(waiting.due);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720, 720, 720, 720]);
  expect(new Set(sent).size).toBe(1);
  expect(await rows(db, sql`SELECT attempts, failure FROM webhook_deliveries`)).toEqual([
    { attempts: 16, failure: "answered 500" },
  ]);
});

test("an event that the receiver refused for good is not sent again", async () => {
  await createGuest(contextWith(db));
  expect(await deliver({ reason: "answered 410", isFinal: true })).toHaveLength(1);
  expect(await deliver(null, Date.now() + 100 * hour)).toEqual([]);
});

test("an admin sees which deliveries failed and why, and has those that were given up sent again", async () => {
  const ctx = adminContextWith(db);
  const { user } = unwrap(await createGuest(contextWith(db)));
  await deliver({ reason: "answered 500", isFinal: false });
  const [event] = await rows<{ id: string }>(db, sql`SELECT id FROM audit_events`);
  const failed = {
    id: event?.id,
    type: "user.created",
    userId: user.id,
    attempts: 1,
    failure: "answered 500",
  };
  expect(await readWebhooks(ctx)).toEqual({
    waiting: 1,
    givenUp: 0,
    failed: [{ ...failed, nextAttemptAt: expect.any(Date) }],
  });
  expect(unwrap(await sendWebhooksAgain(ctx))).toEqual({ count: 0 });

  await deliver({ reason: "answered 410", isFinal: true }, Date.now() + 2 * minute);
  const givenUp = { ...failed, attempts: 2, failure: "answered 410", nextAttemptAt: null };
  expect(await readWebhooks(ctx)).toEqual({ waiting: 0, givenUp: 1, failed: [givenUp] });
  expect(unwrap(await sendWebhooksAgain(ctx))).toEqual({ count: 1 });
  expect(await deliver()).toHaveLength(1);
  expect(await readWebhooks(ctx)).toEqual({ waiting: 0, givenUp: 0, failed: [] });
});

test("a receiver that fails is asked for one batch at a time, and one that is back gets everything", async () => {
  await rows(
    db,
    sql`INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
      SELECT 'aud_' || n, 'user.deleted', 'usr_' || n, 'cron', '{"reason": "inactive", "isGuest": true}', now()
      FROM generate_series(1, 250) AS n`,
  );
  expect(await deliver({ reason: "no answer in time", isFinal: false })).toHaveLength(20);
  expect(await deliver()).toHaveLength(230);
  expect(await deliver(null, Date.now() + 2 * minute)).toHaveLength(20);
});

test("more events than one statement queues are queued by the next, and none is forgotten", async () => {
  await rows(
    db,
    sql`INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
      SELECT 'aud_' || n, 'user.deleted', 'usr_' || n, 'cron', '{"reason": "inactive", "isGuest": true}', now()
      FROM generate_series(1, 10500) AS n`,
  );
  const at = new Date(Date.now() + hour);
  expect(await queueDeliveries(db, at)).toBe(true);
  expect(await countRows(db, "webhook_deliveries")).toBe(10_000);
  expect(await queueDeliveries(db, at)).toBe(false);
  expect(await countRows(db, "webhook_deliveries")).toBe(10_500);
});

test("a delivery is deleted a week after it ended, one that waits is not, and the audit trail keeps both events", async () => {
  await createGuest(contextWith(db));
  await deliver();
  const later = Date.now() + 8 * day;
  const waiting = await commitEvent(later);
  expect(await deliver({ reason: "answered 500", isFinal: false }, later)).toHaveLength(1);
  await purgeDeliveries(db, new Date(later), () => true);
  expect(await rows(db, sql`SELECT event_id, ended_at FROM webhook_deliveries`)).toEqual([
    { event_id: waiting, ended_at: null },
  ]);
  expect(await countRows(db, "audit_events")).toBe(2);
});
