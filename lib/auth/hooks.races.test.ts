import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statement } from "@/db/statement";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import type { Hooks } from "./hooks";
import { hashPassword } from "./passwords";
import { contextWith, type Guest, keeperWith, newGuest } from "./testing";
import { upgradeWithHash } from "./upgrade";

const rounds = 150;

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
  await saveConfig(keeperWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const leave = statement(
  "test_leave_a_trace",
  sql`INSERT INTO organizations (id, name)
    VALUES (gen_random_uuid()::text, ${sql.placeholder("userId")} || ${sql.placeholder("what")})`,
);

const hooks: Hooks = {
  upgraded: (db, { userId }) => leave(db, { userId, what: " upgraded" }).then(() => {}),
  removing: async (db, { userIds }) => {
    for (const userId of userIds) await leave(db, { userId, what: " removing" });
  },
};

async function effectsOn(guest: Guest): Promise<string[]> {
  const found = await real.query<{ name: string }>("SELECT name FROM organizations WHERE name LIKE $1", [
    `${guest.user.id}%`,
  ]);
  return found.map(({ name }) => name.replace(`${guest.user.id} `, ""));
}

function upgrade(guest: Guest, prefix: string, arrivedAt = new Date()) {
  const email = `${prefix}.${guest.user.id.toLowerCase()}@example.com`;
  const ctx = contextWith(real.db, guest.token, { hooks, arrivedAt });
  return upgradeWithHash(ctx, { email, name: null }, passwordHash);
}

test("of two upgrades at once, one is answered 200, and the hook's effect is there once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await newGuest(real.db);
    const second = round % 2 ? "a" : "b";
    const arrivedAt = new Date();
    const results = await Promise.all([upgrade(guest, "a", arrivedAt), upgrade(guest, second, arrivedAt)]);
    expect(results.map((result) => (result.ok ? "200" : result.code)).sort()).toEqual([
      "200",
      "USER_NOT_ANONYMOUS",
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
    const clean = () => cleanUp(keeperWith(real.db, { hooks }), { dryRun: false, limit: null });
    const [upgraded] = await Promise.all([upgrading && upgrade(upgrading, "c"), clean(), clean()]);
    const effects = await Promise.all(guests.map(effectsOn));
    expect(effects).toEqual([[upgraded?.ok ? "upgraded" : "removing"], ["removing"]]);
  }
});
