import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import { createGuest } from "./guests";
import { hashPassword } from "./passwords";
import { contextWith, keeperWith, newGuest, unwrap } from "./testing";
import { upgradeWithHash } from "./upgrade";
import { deliverWebhookEvents, type Refusal } from "./webhook-deliveries";

const loud = { announces: true };

let real: RealDatabase;
let passwordHash: string;
/** The ids that the owner's server got. */
let got: string[];

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
  await saveConfig(keeperWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

beforeEach(() => {
  got = [];
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** One process that delivers, some minutes from now, before an owner's server that does `meet`. */
function deliverer(minutes = 0, meet: () => Promise<Refusal> = async () => null) {
  const clock = () => new Date(Date.now() + minutes * 60_000);
  return deliverWebhookEvents(
    real.db,
    clock,
    (event) => {
      got.push(event.id);
      return meet();
    },
    () => true,
  );
}

async function announced(): Promise<string[]> {
  const found = await real.query<{ id: string }>(
    "SELECT id FROM audit_events JOIN webhook_deliveries ON event_id = id ORDER BY id",
  );
  return found.map(({ id }) => id);
}

async function owed(): Promise<number> {
  return (await real.query("SELECT FROM webhook_deliveries WHERE ended_at IS NULL")).length;
}

test("while people come, upgrade and go, three deliverers together send each event once, and none is left", async () => {
  let isBusy = true;
  const delivering = [0, 0, 0].map(async () => {
    while (isBusy) {
      await deliverer();
      await sleep(1);
    }
  });
  const lane = async (name: number) => {
    for (let round = 0; round < 40; round++) {
      const guest = unwrap(await createGuest(contextWith(real.db, null, loud)));
      const email = `lane${name}.${round}@example.com`;
      const ctx = contextWith(real.db, guest.session.token, loud);
      if (round % 2) unwrap(await upgradeWithHash(ctx, { email, name: null }, passwordHash));
    }
    await real.query("UPDATE users SET last_active_at = now() - interval '2 hours'");
    unwrap(await cleanUp(keeperWith(real.db, loud), { dryRun: false, limit: null }));
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
  const ctx = contextWith(real.db, slow.token, { ...loud, hooks: { upgraded: () => held } });
  const upgrading = upgradeWithHash(ctx, { email, name: null }, passwordHash);
  unwrap(await createGuest(contextWith(real.db, null, loud)));
  await deliverer();
  const before = [...got];
  expect(before).toHaveLength(1);
  commit();
  unwrap(await upgrading);
  await deliverer();
  const [last, ...others] = got.slice(1);
  expect(others).toEqual([]);
  const [event] = await real.query("SELECT type, user_id FROM audit_events WHERE id = $1", [last]);
  expect(event).toEqual({ type: "user.upgraded", user_id: slow.user.id });
});

test("a deliverer that died between sending and its mark is followed by one that sends the same id, and its late word changes nothing", async () => {
  unwrap(await createGuest(contextWith(real.db, null, loud)));
  const [id] = (await announced()).slice(-1);
  let wake: (refusal: Refusal) => void = () => {};
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
  wake({ failure: "no answer in time", final: false });
  await frozen;
  expect(await real.query("SELECT failure FROM webhook_deliveries WHERE event_id = $1", [id])).toEqual([
    { failure: null },
  ]);
  expect(await owed()).toBe(0);
});

test("an event that is deleted from the trail takes its delivery along", async () => {
  unwrap(await createGuest(contextWith(real.db, null, loud)));
  await real.query("DELETE FROM audit_events");
  expect(await announced()).toEqual([]);
  await deliverer();
  expect(got).toEqual([]);
  await real.query("DELETE FROM users");
});
