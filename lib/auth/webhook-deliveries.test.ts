import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { countStatements, testDatabase } from "@/db/testing";
import type { WebhookEvent } from "../contract/webhook-schemas";
import { deleteAccount } from "./account";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import { createGuest } from "./guests";
import { requestMagicLink } from "./magic-link";
import { verifyMagicLink } from "./magic-link-proof";
import { deleteUser } from "./managed-users";
import { decideMerge } from "./merge";
import { addPasskey, passkeyContext } from "./passkey-testing";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";
import { arrive } from "./social";
import {
  addMembership,
  contextWith,
  countRows,
  keeperWith,
  lastToken,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";
import { upgrade } from "./upgrade";
import { deliverWebhookEvents, type Refusal } from "./webhook-deliveries";
import { readWebhooks, sendWebhooksAgain } from "./webhook-overview";

const account = { email: "jane@example.com", password: "correct horse battery", name: null };
const loud = { announces: true };
const minute = 60_000;

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

/** What the owner's server gets in one run at a time, as it answers with `refusal`. */
async function deliver(refusal: Refusal = null, at = Date.now()): Promise<WebhookEvent[]> {
  const events: WebhookEvent[] = [];
  const send = async (event: WebhookEvent) => {
    events.push(event);
    return refusal;
  };
  await deliverWebhookEvents(
    db,
    () => new Date(at),
    send,
    () => true,
  );
  return events;
}

/** In no order: what is due at once is sent at once. */
const told = async () => new Set((await deliver()).map(({ type, data }) => ({ type, ...data })));

test("a guest is announced, and nothing is told of where it came from", async () => {
  const visit = () => ({ network: "a network", browser: "a browser" });
  const { user } = unwrap(await createGuest(contextWith(db, null, { ...loud, visit })));
  const [event, ...others] = await deliver();
  expect(others).toEqual([]);
  const [audited] = await rows<{ id: string }>(db, sql`SELECT id FROM audit_events`);
  expect(event).toEqual({
    id: audited?.id,
    type: "user.created",
    timestamp: user.createdAt,
    data: { userId: user.id, isGuest: true, method: "anonymous" },
  });
  expect(await deliver()).toEqual([]);
});

test("every way to become a member is announced with its method, and nobody's address", async () => {
  const [byPassword, byLink, byGoogle] = [await newGuest(db), await newGuest(db), await newGuest(db)];
  unwrap(await upgrade(contextWith(db, byPassword.token, loud), account));
  await requestMagicLink(contextWith(db, byLink.token), {
    ...account,
    email: "a@example.com",
    callbackURL: "/",
  });
  unwrap(
    await verifyMagicLink(contextWith(db, byLink.token, loud), { token: await lastToken(db, "magic-link") }),
  );
  unwrap(
    await arrive(
      contextWith(db, byGoogle.token, loud),
      { intent: "upgrade", sessionId: byGoogle.session.id },
      { provider: "google", subject: "g", type: "oidc", email: "g@example.com", name: "G", image: null },
    ),
  );
  const byPasskey = await newGuest(db);
  unwrap((await addPasskey(passkeyContext(db, byPasskey.token, loud))).registered);
  const member = unwrap(await signUp(contextWith(db, null, loud), { ...account, email: "b@example.com" }));
  expect(await told()).toEqual(
    new Set([
      { type: "user.upgraded", userId: byPassword.user.id, method: "password" },
      { type: "user.upgraded", userId: byLink.user.id, method: "magic-link" },
      { type: "user.upgraded", userId: byGoogle.user.id, method: "google" },
      { type: "user.upgraded", userId: byPasskey.user.id, method: "passkey" },
      { type: "user.created", userId: member.user.id, isGuest: false, method: "password" },
    ]),
  );
});

test("a merge is announced with both ids, and the guest's end by an event of its own", async () => {
  const member = await newMember(db, account.email);
  const guest = await newGuest(db);
  await addMembership(db, guest.user.id);
  const { session } = unwrap(await signIn(contextWith(db, guest.token), account));
  unwrap(await decideMerge(contextWith(db, session.token, loud), { decision: "merge" }));
  expect(await told()).toEqual(
    new Set([
      { type: "user.merged", userId: member.user.id, guestId: guest.user.id, counts: { memberships: 1 } },
      { type: "user.deleted", userId: guest.user.id, isGuest: true, reason: "merge" },
    ]),
  );
});

test("whoever goes is announced with the reason: own wish, the owner's, or having been away", async () => {
  const [leaving, removed, idle] = [await newGuest(db), await newGuest(db), await newGuest(db)];
  unwrap(await deleteAccount(contextWith(db, leaving.token, loud), {}));
  unwrap(await deleteUser(keeperWith(db, loud), { id: removed.user.id, onlyIfAnonymous: true }));
  await saveConfig(keeperWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);
  unwrap(await cleanUp(keeperWith(db, loud), { dryRun: false, limit: null }));
  const gone = { type: "user.deleted", isGuest: true };
  expect(await told()).toEqual(
    new Set([
      { ...gone, userId: leaving.user.id, reason: "own wish" },
      { ...gone, userId: removed.user.id, reason: "managed" },
      { ...gone, userId: idle.user.id, reason: "inactive" },
    ]),
  );
});

test("with a webhook creating a guest is one statement still, and without one nothing is kept for it", async () => {
  expect(await countStatements(() => createGuest(contextWith(db, null, loud)))).toHaveLength(1);
  expect(await countRows(db, "webhook_deliveries")).toBe(1);
  const [quiet] = await countStatements(() => createGuest(contextWith(db)));
  expect(quiet).not.toContain("webhook");
  expect(await countRows(db, "webhook_deliveries")).toBe(1);
});

test("an upgrade that is refused, and one that is undone, announce nothing", async () => {
  await newMember(db, account.email);
  const guest = await newGuest(db);
  const failing = {
    upgraded: async () => {
      throw new Error("not today");
    },
  };
  expect(await upgrade(contextWith(db, guest.token, loud), account)).toMatchObject({ ok: false });
  const other = { ...account, email: "other@example.com" };
  await expect(upgrade(contextWith(db, guest.token, { ...loud, hooks: failing }), other)).rejects.toThrow(
    "not today",
  );
  expect(await told()).toEqual(new Set());
});

test("one that is refused comes again with the same id, after pauses that double up to twelve hours, for three days", async () => {
  await createGuest(contextWith(db, null, loud));
  const start = Date.now();
  const sent: string[] = [];
  const pauses: number[] = [];
  for (let now = start; ; ) {
    sent.push(...(await deliver({ failure: "answered 500", final: false }, now)).map(({ id }) => id));
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

test("one that nobody wants any more is not sent again", async () => {
  await createGuest(contextWith(db, null, loud));
  expect(await deliver({ failure: "answered 410", final: true })).toHaveLength(1);
  expect(await deliver(null, Date.now() + 100 * 60 * minute)).toEqual([]);
});

test("an owner sees what was not taken and why, and has what was given up sent again", async () => {
  const keeper = keeperWith(db);
  const { user } = unwrap(await createGuest(contextWith(db, null, loud)));
  await deliver({ failure: "answered 500", final: false });
  const [event] = await rows<{ id: string }>(db, sql`SELECT id FROM audit_events`);
  const failed = {
    id: event?.id,
    type: "user.created",
    userId: user.id,
    attempts: 1,
    failure: "answered 500",
  };
  expect(await readWebhooks(keeper)).toEqual({
    waiting: 1,
    givenUp: 0,
    failed: [{ ...failed, nextAttemptAt: expect.stringMatching(/^\d{4}-.*Z$/) }],
  });
  expect(unwrap(await sendWebhooksAgain(keeper))).toEqual({ count: 0 });

  await deliver({ failure: "answered 410", final: true }, Date.now() + 2 * minute);
  const givenUp = { ...failed, attempts: 2, failure: "answered 410", nextAttemptAt: null };
  expect(await readWebhooks(keeper)).toEqual({ waiting: 0, givenUp: 1, failed: [givenUp] });
  expect(unwrap(await sendWebhooksAgain(keeper))).toEqual({ count: 1 });
  expect(await deliver()).toHaveLength(1);
  expect(await readWebhooks(keeper)).toEqual({ waiting: 0, givenUp: 0, failed: [] });
});

test("a server that takes nothing is asked for one batch at a time, and one that is back gets everything", async () => {
  await rows(
    db,
    sql`WITH e AS (
        INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
        SELECT 'aud_' || n, 'user.deleted', 'usr_' || n, 'cron', '{"reason": "inactive", "isGuest": true}', now()
        FROM generate_series(1, 250) AS n RETURNING id, created_at
      ) INSERT INTO webhook_deliveries (event_id, due_at) SELECT id, created_at FROM e`,
  );
  expect(await deliver({ failure: "no answer in time", final: false })).toHaveLength(20);
  expect(await deliver()).toHaveLength(230);
  expect(await deliver(null, Date.now() + 2 * minute)).toHaveLength(20);
});

test("what was delivered is forgotten a week later, and what waits is not", async () => {
  await createGuest(contextWith(db, null, loud));
  await deliver();
  await createGuest(contextWith(db, null, loud));
  const clock = () => new Date(Date.now() + 8 * 24 * 60 * minute);
  unwrap(await cleanUp(keeperWith(db, { clock }), { dryRun: false, limit: null }));
  expect(await rows(db, sql`SELECT ended_at FROM webhook_deliveries`)).toEqual([{ ended_at: null }]);
  expect(await countRows(db, "audit_events", sql`type = 'user.created'`)).toBe(2);
});
