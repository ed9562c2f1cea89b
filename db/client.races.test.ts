import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { realDatabase } from "@/e2e/support/real-database";
import { statement } from "./statement";
import { inTransaction } from "./transaction";

const backendOf = statement<{ pid: number }>("backend", sql`SELECT pg_backend_pid() AS pid`);

test("a connection that breaks between two statements fails its transaction, and the process goes on", async () => {
  const real = await realDatabase();
  const broken = inTransaction(real.db, async (tx) => {
    const [backend] = await backendOf(tx, {});
    await real.query("SELECT pg_terminate_backend($1)", [backend?.pid]);
    await sleep(200);
    await backendOf(tx, {});
  });
  await expect(broken).rejects.toThrow();
  expect(await backendOf(real.db, {})).toHaveLength(1);
  await real.close();
});
