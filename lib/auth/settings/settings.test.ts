import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { configChange } from "@/lib/api/admin/management-schemas";
import { adminContextWith, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { readConfig, saveConfig } from "./settings";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const noProviders = { google: false, github: false, apple: false, oidc: false };

function save(input: unknown) {
  return saveConfig(adminContextWith(db), configChange.parse(input));
}

test("nobody saved anything: the product's own defaults, and providers that have credentials", async () => {
  expect(await readConfig(db, { ...noProviders, github: true })).toEqual({
    authMethods: {
      anonymous: { enabled: true, maxAge: null },
      emailPassword: true,
      magicLink: true,
      passkey: false, // eject: passkeys
      social: { google: false, github: true, apple: false, oidc: false },
    },
    session: { lifetime: 604800, guestLifetime: null },
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
    updatedBy: "command_line",
    warnings: [],
  });
  const { warnings: _, ...read } = saved;
  expect(await readConfig(db, noProviders)).toEqual(read);
  expect(await save({ ...read, updatedAt: read.updatedAt?.toISOString() })).toMatchObject({ ok: true });
});

test("guests need a way to become registered users, from either side", async () => {
  const refused = { ok: false, code: "UPGRADE_METHOD_REQUIRED" };
  const none = { emailPassword: false, magicLink: false };
  expect(await save({ authMethods: none })).toMatchObject(refused);
  expect(await save({ authMethods: { anonymous: false, ...none } })).toMatchObject({ ok: true });
  expect(await save({ authMethods: { anonymous: true } })).toMatchObject(refused);
  expect((await readConfig(db, noProviders)).version).toBe(1);
  expect(
    await saveConfig(adminContextWith(db, { providers: { ...noProviders, github: true } }), {
      authMethods: { anonymous: { enabled: true } },
    }),
  ).toMatchObject({ ok: true });
});

test("a provider without credentials cannot be switched on", async () => {
  const change = { session: { lifetime: 3600 }, authMethods: { social: { google: true } } };
  const fields = { "authMethods.social.google": "Has no credentials in the environment" };
  expect(await save(change)).toMatchObject({ ok: false, code: "VALIDATION_FAILED", details: { fields } });
  expect((await readConfig(db, noProviders)).version).toBe(0);
});

test.each([true, false])("a provider that there is not cannot be switched to %s", async (isOn) => {
  const fields = { "authMethods.social.nonsense": "Unknown provider" };
  const refused = await save({ authMethods: { social: { nonsense: isOn } } });
  expect(refused).toMatchObject({ ok: false, code: "VALIDATION_FAILED", details: { fields } });
  expect((await readConfig(db, noProviders)).version).toBe(0);
});

test("a maximum age below the lifetime of a guest's session is saved, with a warning", async () => {
  const warned = ["MAX_AGE_BELOW_SESSION_LIFETIME"];
  const warningsOf = async (change: unknown) => unwrap(await save(change)).warnings;
  expect(await warningsOf({ authMethods: { anonymous: { enabled: true, maxAge: 60 } } })).toEqual(warned);
  expect(await warningsOf({ session: { guestLifetime: 60 } })).toEqual([]);
  expect(await warningsOf({ session: { guestLifetime: 61 } })).toEqual(warned);
  expect(await warningsOf({ session: { lifetime: 60 } })).toEqual(warned);
  expect(await warningsOf({ session: { guestLifetime: null } })).toEqual([]);
  expect((await readConfig(db, noProviders)).session).toEqual({ lifetime: 60, guestLifetime: null });
});

test("what a newer version has stored is left alone, and what no version stores is no setting", async () => {
  await save({ session: { lifetime: 3600 } });
  await rows(
    db,
    sql`UPDATE settings SET value = value || '{"later": {"setting": 1}, "password": {"hint": "x"}}'`,
  );
  expect(unwrap(await save({ password: { minLength: 9 } }))).toMatchObject({
    session: { lifetime: 3600 },
    password: { minLength: 9 },
  });
  expect(await rows(db, sql`SELECT value FROM settings`)).toEqual([
    {
      value: {
        later: { setting: 1 },
        session: { lifetime: 3600 },
        password: { hint: "x", minLength: 9 },
      },
    },
  ]);
  await rows(db, sql`UPDATE settings SET value = '{"session": {"lifetime": "long"}}'`);
  await expect(readConfig(db, noProviders)).rejects.toThrow("lifetime");
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
    {
      type: "settings.updated",
      user_id: null,
      actor: "command_line",
      details: { session: { lifetime: 3600 } },
    },
  ]);
});
