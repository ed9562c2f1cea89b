import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { cleanUp } from "./cleanup";
import { listCleanupRuns } from "./cleanup-runs";
import { saveConfig } from "./config";
import { keeperWith, newGuest, rows, unwrap } from "./testing";

test("every run is written down, dry or not", async () => {
  const db = await testDatabase();
  const ctx = keeperWith(db);
  unwrap(await saveConfig(ctx, { authMethods: { anonymous: { maxAge: 3_600 } } }));
  await newGuest(db);
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);
  for (const dryRun of [true, false]) await cleanUp(ctx, { dryRun, limit: null });
  const common = { actor: "tester", maxAge: 3_600, finishedAt: expect.any(String) };
  expect(await listCleanupRuns(ctx)).toMatchObject([
    { ...common, dryRun: false, deleted: 1, remaining: 0 },
    { ...common, dryRun: true, deleted: 0, remaining: 1 },
  ]);
});
