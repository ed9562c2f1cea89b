import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminContextWith, newGuest, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { readConfig, saveConfig } from "./settings";
import { onlyChanges, previewConfig } from "./settings-preview";

const day = 24 * 60 * 60;

test("a preview tells how many guests the next cleanup would remove, and saves nothing", async () => {
  const db = await testDatabase();
  const ctx = adminContextWith(db);
  const away = [await newGuest(db), await newGuest(db)].map(({ user }) => user.id);
  await newGuest(db);
  await rows(
    db,
    sql`UPDATE users SET last_active_at = now() - interval '9 days' WHERE id IN (${away[0]}, ${away[1]})`,
  );
  const change = { authMethods: { anonymous: { maxAge: 8 * day } }, version: 0 };
  expect(unwrap(await previewConfig(ctx, change))).toMatchObject({
    change,
    staleNow: 0,
    staleThen: 2,
    warnings: [],
  });
  expect((await readConfig(db, {})).version).toBe(0);

  await saveConfig(ctx, change);
  expect(unwrap(await cleanUp(ctx, { dryRun: false, limit: null })).deleted).toBe(2);
});

test("a preview refuses and warns as the save would", async () => {
  const ctx = adminContextWith(await testDatabase());
  const nothing = { emailPassword: false, magicLink: false };
  expect(await previewConfig(ctx, { authMethods: nothing })).toMatchObject({
    code: "UPGRADE_METHOD_REQUIRED",
  });
  expect(await previewConfig(ctx, { version: 3 })).toMatchObject({ code: "CONFLICT" });
  const early = await previewConfig(ctx, { authMethods: { anonymous: { maxAge: 60 } } });
  expect(unwrap(early).warnings).toEqual(["MAX_AGE_BELOW_SESSION_LIFETIME"]);
});

test("of a whole form only what differs is a change", async () => {
  const db = await testDatabase();
  const { authMethods, session, password, version } = await readConfig(db, {});
  const form = { authMethods: { ...authMethods, magicLink: false }, session, password, version };
  expect(await onlyChanges(adminContextWith(db), form)).toEqual({
    authMethods: { magicLink: false },
    version: 0,
  });
});
