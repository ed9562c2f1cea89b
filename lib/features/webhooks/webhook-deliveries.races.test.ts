import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminContextWith, contextWith, newGuest, unwrap } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { hashPassword } from "@/lib/auth/password/passwords";
import { saveConfig } from "@/lib/auth/settings/settings";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { type DeliveryFailure, deliverWebhookEvents } from "./webhook-deliveries";

let real: RealDatabase;
let passwordHash: string;
/** The ids that the receiver got. */
let got: string[];

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
  await saveConfig(adminContextWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
  // The webhook is configured.
  await deliverer();
});

beforeEach(() => {
  got = [];
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** One process that delivers, some minutes from now, to a receiver that answers as `answer` does. */
function deliverer(minutes = 0, answer: () => Promise<DeliveryFailure | null> = async () => null) {
  const clock = () => new Date(Date.now() + minutes * 60_000);
  return deliverWebhookEvents(
    real.db,
    clock,
    (event) => {
      got.push(event.id);
      return answer();
    },
    () => true,
  );
}

async function queued(): Promise<string[]> {
  const found = await real.query<{ id: string }>(
    "SELECT id FROM audit_events JOIN webhook_deliveries ON event_id = id ORDER BY id",
  );
  return found.map(({ id }) => id);
}

async function owed(): Promise<number> {
  return (await real.query("SELECT FROM webhook_deliveries WHERE ended_at IS NULL")).length;
}

test("while users are created, upgraded and deleted, three processes together send each event once, and none is left", async () => {
  let isBusy = true;
  const delivering = [0, 0, 0].map(async () => {
    while (isBusy) {
      await deliverer();
      await sleep(1);
    }
  });
  const lane = async (name: number) => {
    for (let round = 0; round < 40; round++) {
      const guest = unwrap(await createGuest(contextWith(real.db)));
      const email = `lane${name}.${round}@example.com`;
      const ctx = contextWith(real.db, guest.session.token);
      if (round % 2) unwrap(await upgradeWithHash(ctx, { email, name: null }, passwordHash));
    }
    await real.query("UPDATE users SET last_active_at = now() - interval '2 hours'");
    unwrap(await cleanUp(adminContextWith(real.db), { dryRun: false, limit: null }));
  };
  await Promise.all([lane(0), lane(1), lane(2), lane(3)]);
  isBusy = false;
  await Promise.all(delivering);
  await deliverer();
  const events = await real.query(
    "SELECT id FROM audit_events WHERE type IN ('user.created', 'user.upgraded', 'user.merged', 'user.deleted')",
  );
  expect(events.length).toBeGreaterThan(4 * 60);
  expect(got.sort()).toEqual(events.map(({ id }) => id).sort());
  expect(await owed()).toBe(0);
});

test("an event whose transaction ends long after others were sent is sent all the same", async () => {
  const slow = await newGuest(real.db);
  let commit = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const email = `slow.${slow.user.id.toLowerCase()}@example.com`;
  const ctx = contextWith(real.db, slow.token, { hooks: { upgraded: () => held } });
  const upgrading = upgradeWithHash(ctx, { email, name: null }, passwordHash);
  unwrap(await createGuest(contextWith(real.db)));
  await deliverer();
  const before = [...got];
  expect(before).toHaveLength(2);
  commit();
  unwrap(await upgrading);
  await deliverer();
  const [last, ...others] = got.slice(2);
  expect(others).toEqual([]);
  const [event] = await real.query("SELECT type, user_id FROM audit_events WHERE id = $1", [last]);
  expect(event).toEqual({ type: "user.upgraded", user_id: slow.user.id });
});

test("a process that stopped between sending and saving the outcome is followed by one that sends the same id, and its late outcome changes nothing", async () => {
  const { user } = unwrap(await createGuest(contextWith(real.db)));
  const [event] = await real.query<{ id: string }>("SELECT id FROM audit_events WHERE user_id = $1", [
    user.id,
  ]);
  const id = event?.id;
  let wake: (failure: DeliveryFailure) => void = () => {};
  const frozen = deliverer(
    0,
    () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
  );
  await expect.poll(() => got).toEqual([id]);
  await deliverer();
  expect(got).toEqual([id]);
  await deliverer(2);
  expect(got).toEqual([id, id]);
  wake({ reason: "no answer in time", isFinal: false });
  await frozen;
  expect(await real.query("SELECT failure FROM webhook_deliveries WHERE event_id = $1", [id])).toEqual([
    { failure: null },
  ]);
  expect(await owed()).toBe(0);
});

test("an event that is deleted from the trail takes its delivery along", async () => {
  const before = (await queued()).length;
  unwrap(await createGuest(contextWith(real.db)));
  await deliverer(0, async () => ({ reason: "answered 500", isFinal: false }));
  expect(await queued()).toHaveLength(1 + before);
  got = [];
  await real.query("DELETE FROM audit_events");
  expect(await queued()).toEqual([]);
  await deliverer();
  expect(got).toEqual([]);
  await real.query("DELETE FROM users");
});
