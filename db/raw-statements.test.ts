import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The whole statements that are written by hand, and what the query builder cannot say there. */
const reasons: Record<string, string> = {
  "db/copy.ts": "OVERRIDING SYSTEM VALUE, for any table",
  "db/migrate.ts": "tables of Drizzle's own, which have no schema here",
  "lib/auth/account/sign-in-methods.ts": "a list of SELECTs, joined by UNION ALL into an expression",
  "lib/auth/core/audit.ts": "a set-returning function as the source of an INSERT",
  "lib/features/insights/guest-days.ts": "a series of days, and counts by key as JSON", // eject: insights
};

test("statements are built, but for these, at most fifteen", () => {
  const sources = ["app", "components", "db", "lib"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|testing|migrations/.test(file));
  const raw = sources.flatMap((file) =>
    (readFileSync(file, "utf8").match(/sql`\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\s/g) ?? []).map(() => file),
  );
  expect([...new Set(raw)].sort()).toEqual(Object.keys(reasons).sort());
  expect(raw.length).toBeLessThanOrEqual(15);
});
