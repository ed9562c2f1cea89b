import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/db/testing";
import { listAuditEvents } from "./audit-trail";
import { insertPeople, keeperWith, rows, unwrap } from "./testing";
import { listUsers } from "./user-list";
import { searchUsers } from "./user-search";

test("no list and no search reads the whole table, whatever the values are", async () => {
  const db = await testDatabase();
  await insertPeople(db, 30_000);
  await rows(
    db,
    sql`INSERT INTO audit_events (id, type, user_id, actor, created_at)
      SELECT 'aud_' || n, CASE WHEN n % 5000 = 0 THEN 'settings.updated' ELSE 'user.created' END, 'usr_' || n % 3000,
        'tester', now() - make_interval(mins => n) FROM generate_series(1, 30000) AS n`,
  );
  await rows(db, sql`ANALYZE`);
  const ctx = keeperWith(db);
  const page = { limit: 50 };
  const asked = vi.spyOn(PGlite.prototype, "query");
  for (const sort of ["created", "active"] as const) {
    for (const isAnonymous of [undefined, true, false]) {
      const first = unwrap(await listUsers(ctx, { sort, isAnonymous, ...page }));
      await listUsers(ctx, { sort, isAnonymous, ...page, after: first.after ?? undefined });
      await searchUsers(ctx, { search: "nr150", sort, isAnonymous, ...page });
      await searchUsers(ctx, { search: "example", sort, isAnonymous, ...page });
    }
    await listUsers(ctx, { email: "person.50@example.com", sort, ...page });
  }
  for (const type of [undefined, "settings.updated"])
    for (const userId of [undefined, "usr_7"])
      for (const since of [null, "2020-01-01T00:00:00.000Z"])
        await listAuditEvents(ctx, { type, userId, since, ...page });
  const statements = asked.mock.calls.map(([text, values]) => ({ text, values }));
  const server = asked.mock.contexts.find((context) => context instanceof PGlite);
  asked.mockRestore();
  expect(statements.length).toBe(34);
  for (const { text, values } of statements) {
    const custom = await server?.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
    const [generic] = (await server?.exec(`EXPLAIN (GENERIC_PLAN) ${text}`)) ?? [];
    for (const plan of [custom, generic]) {
      const lines = plan?.rows.map((row) => String(row["QUERY PLAN"])).join("\n");
      expect(lines).toMatch(/Index/);
      expect(lines, text).not.toMatch(/Seq Scan/);
    }
  }
});
