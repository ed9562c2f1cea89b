import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { adminContextWith, newGuest, rows, unwrap } from "@/lib/auth/core/testing";
import { saveConfig } from "@/lib/auth/settings/settings";
import { testDatabase } from "@/lib/testing/test-database";
import { cleanUp } from "./cleanup";
import { lastCleanup, listCleanupRuns } from "./cleanup-runs";

test("every run is written down, dry or not", async () => {
  const db = await testDatabase();
  const ctx = adminContextWith(db);
  unwrap(await saveConfig(ctx, { authMethods: { anonymous: { maxAge: 3_600 } } }));
  await newGuest(db);
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);
  for (const dryRun of [true, false]) await cleanUp(ctx, { dryRun, limit: null });
  const common = { actor: "command_line", maxAge: 3_600, finishedAt: expect.any(Date) };
  expect((await lastCleanup(ctx))?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(await listCleanupRuns(ctx)).toMatchObject([
    { ...common, dryRun: false, deleted: 1, remaining: 0 },
    { ...common, dryRun: true, deleted: 0, remaining: 1 },
  ]);
});
