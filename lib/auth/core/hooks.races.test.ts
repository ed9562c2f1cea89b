import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { hashPassword } from "@/lib/auth/password/passwords";
import { saveConfig } from "@/lib/auth/settings/settings";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { traces } from "@/lib/testing/notes";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import type { Hooks } from "./hooks";
import { adminContextWith, contextWith, type Guest, newGuest } from "./testing";

const rounds = 150;

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
  await saveConfig(adminContextWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

async function leave(db: Db, userId: string, what: string) {
  await db.insert(traces).values({ id: crypto.randomUUID(), text: `${userId} ${what}` });
}

const hooks: Hooks = {
  upgraded: (db, { userId }) => leave(db, userId, "upgraded"),
  removing: async (db, { userIds }) => {
    for (const userId of userIds) await leave(db, userId, "removing");
  },
};

async function effectsOn(guest: Guest): Promise<string[]> {
  const found = await real.query<{ text: string }>("SELECT text FROM test_traces WHERE text LIKE $1", [
    `${guest.user.id}%`,
  ]);
  return found.map(({ text }) => text.replace(`${guest.user.id} `, ""));
}

function upgrade(guest: Guest, prefix: string) {
  const email = `${prefix}.${guest.user.id.toLowerCase()}@example.com`;
  const ctx = contextWith(real.db, guest.token, { hooks });
  return upgradeWithHash(ctx, { email, name: null }, passwordHash);
}

test("of two upgrades at once, one is answered 200, and the hook's effect is there once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await newGuest(real.db);
    const second = round % 2 ? "a" : "b";
    const results = await Promise.all([upgrade(guest, "a"), upgrade(guest, second)]);
    expect(results.map((result) => (result.ok ? "200" : result.code)).sort()).toEqual([
      "200",
      "SESSION_ROTATED",
    ]);
    expect(await effectsOn(guest)).toEqual(["upgraded"]);
  }
});

test("two guests for one address: the hook's effect is there for the winner alone", async () => {
  for (let round = 0; round < rounds; round++) {
    const guests = [await newGuest(real.db), await newGuest(real.db)];
    const account = { email: `shared${round}@example.com`, name: null };
    const results = await Promise.all(
      guests.map(({ token }) =>
        upgradeWithHash(contextWith(real.db, token, { hooks }), account, passwordHash),
      ),
    );
    const effects = await Promise.all(guests.map(effectsOn));
    expect(results.map((result) => (result.ok ? ["upgraded"] : []))).toEqual(effects);
    expect(effects.flat()).toHaveLength(1);
  }
});

test("whoever upgrades while two cleanups run is not announced as removed, and everybody who goes is, once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guests = [await newGuest(real.db), await newGuest(real.db)];
    const [upgrading] = guests;
    await real.query("UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = ANY ($1)", [
      guests.map(({ user }) => user.id),
    ]);
    const clean = () => cleanUp(adminContextWith(real.db, { hooks }), { dryRun: false, limit: null });
    const [upgraded] = await Promise.all([upgrading && upgrade(upgrading, "c"), clean(), clean()]);
    const effects = await Promise.all(guests.map(effectsOn));
    expect(effects).toEqual([[upgraded?.ok ? "upgraded" : "removing"], ["removing"]]);
  }
});
