import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { adminContextWith, countRows, newGuest, rows } from "@/lib/auth/core/testing";
import { saveConfig } from "@/lib/auth/settings/settings";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";
import { runScheduledWork } from "./scheduled-cleanup";

test("a part of the scheduled work that hangs or fails keeps none of the others from running, and is named", async () => {
  const db = await testDatabase();
  connectTo(db);
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  await newGuest(db);
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);
  await rows(
    db,
    sql`INSERT INTO rate_limits (key, times, last_call, expires_at) VALUES ('old', '{}', 'x', now() - interval '1 second')`,
  );
  const last = vi.fn(async () => {});
  const steps = [
    { name: "hangs", run: () => new Promise<never>(() => {}) },
    { name: "fails", run: () => Promise.reject(new Error("not today")) },
    { name: "works", run: last },
  ];
  const result = await runScheduledWork({ type: "cron" }, steps, 2_000);
  expect(result).toMatchObject({
    ok: true,
    data: { deleted: 1, remaining: 0, unfinished: ["hangs", "fails"] },
  });
  expect(last).toHaveBeenCalledTimes(1);
  expect(await countRows(db, "rate_limits")).toBe(0);
  const logged = vi.mocked(console.error).mock.calls.join("\n");
  expect(logged).toContain("scheduled: hangs");
  expect(logged).toContain("not today");
  vi.mocked(console.error).mockClear();
});
