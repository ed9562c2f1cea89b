import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { configChange } from "../contract/management-schemas";
import { readConfig, saveConfig } from "./config";
import { keeperWith, rows, unwrap } from "./testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

function save(input: unknown) {
  return saveConfig(keeperWith(db), configChange.parse(input));
}

test("nobody saved anything: the product's own defaults, and providers that have credentials", async () => {
  expect(await readConfig(db, ["github"])).toEqual({
    authMethods: {
      anonymous: { enabled: true, maxAge: null },
      emailPassword: true,
      magicLink: true,
      passkey: false,
      social: { google: false, github: true, apple: false, oidc: false },
    },
    session: { lifetime: 604800 },
    password: { minLength: 8 },
    version: 0,
    updatedAt: null,
    updatedBy: null,
  });
});

test("what is given is laid over what is stored; `anonymous: false` keeps its maxAge", async () => {
  await save({ authMethods: { anonymous: { enabled: true, maxAge: 2592000 } } });
  await save({ authMethods: { magicLink: false }, session: { lifetime: 3600 } });
  const saved = unwrap(await save({ authMethods: { anonymous: false } }));
  expect(saved).toMatchObject({
    authMethods: { anonymous: { enabled: false, maxAge: 2592000 }, emailPassword: true, magicLink: false },
    session: { lifetime: 3600 },
    version: 3,
    updatedBy: "tester",
    warnings: [],
  });
  const { warnings: _, ...read } = saved;
  expect(await readConfig(db, [])).toEqual(read);
  expect(await save(read)).toMatchObject({ ok: true });
});

test("guests need a way to become members, from either side", async () => {
  const refused = { ok: false, code: "UPGRADE_METHOD_REQUIRED" };
  const none = { emailPassword: false, magicLink: false };
  expect(await save({ authMethods: none })).toMatchObject(refused);
  expect(await save({ authMethods: { anonymous: false, ...none } })).toMatchObject({ ok: true });
  expect(await save({ authMethods: { anonymous: true } })).toMatchObject(refused);
  expect((await readConfig(db, [])).version).toBe(1);
  expect(
    await saveConfig(keeperWith(db, { providers: ["github"] }), {
      authMethods: { anonymous: { enabled: true } },
    }),
  ).toMatchObject({ ok: true });
});

test("a provider without credentials cannot be switched on", async () => {
  const change = { session: { lifetime: 3600 }, authMethods: { social: { google: true } } };
  const fields = { "authMethods.social.google": "Has no credentials in the environment" };
  expect(await save(change)).toMatchObject({ ok: false, code: "VALIDATION_FAILED", details: { fields } });
  expect((await readConfig(db, [])).version).toBe(0);
});

test("a maximum age below the session lifetime is saved, with a warning", async () => {
  const { warnings } = unwrap(await save({ authMethods: { anonymous: { enabled: true, maxAge: 60 } } }));
  expect(warnings).toEqual(["MAX_AGE_BELOW_SESSION_LIFETIME"]);
});

test("the second of two who changed the same version is told so", async () => {
  const { version } = unwrap(await save({ session: { lifetime: 3600 } }));
  expect(await save({ session: { lifetime: 7200 }, version })).toMatchObject({ ok: true });
  expect(await save({ session: { lifetime: 9000 }, version })).toMatchObject({ ok: false, code: "CONFLICT" });
});

test("each save is written down with what changed and who did it", async () => {
  await save({ session: { lifetime: 3600 } });
  await save({ session: { lifetime: 7200 }, version: 9 });
  const events = await rows(db, sql`SELECT type, user_id, actor, details FROM audit_events`);
  expect(events).toEqual([
    { type: "settings.updated", user_id: null, actor: "tester", details: { session: { lifetime: 3600 } } },
  ]);
});
