import { eq, sql } from "drizzle-orm";
import { expect, inject, onTestFinished, test } from "vitest";
import { createDatabase } from "@/lib/testing/database";
import { hasPgBouncer, startPgBouncer, withoutPgBouncer } from "@/lib/testing/pgbouncer";
import { type Db, openPostgres } from "./client";
import { preparedQuery } from "./queries";
import { rateLimits } from "./schema";
import { inTransaction } from "./transaction";

// The driver of Neon does not speak to poolers of others.
const isMissing = !hasPgBouncer || process.env.TEST_DRIVER === "neon";

const insert = preparedQuery("insert_counter", (db) =>
  db.insert(rateLimits).values({
    key: sql.placeholder("key"),
    times: [],
    lastCall: "",
    expiresAt: sql.placeholder("expiresAt"),
  }),
);
const find = preparedQuery("find_counter", (db) =>
  db
    .select({ key: rateLimits.key, backend: sql<number>`pg_backend_pid()` })
    .from(rateLimits)
    .where(eq(rateLimits.key, sql.placeholder("key"))),
);

async function open(url: string): Promise<Db> {
  const { db, close } = await openPostgres(url);
  onTestFinished(close);
  return db;
}

async function pooled(mode: "session" | "transaction"): Promise<string> {
  const bouncer = await startPgBouncer(await createDatabase(inject("postgresUrl")), mode);
  onTestFinished(bouncer.stop);
  return bouncer.url;
}

for (const mode of ["transaction", "session"] as const) {
  const title = `behind PgBouncer in ${mode} mode, prepared statements and transactions of two processes at once all succeed`;
  test.skipIf(isMissing)(hasPgBouncer ? title : `${title}: ${withoutPgBouncer}`, async () => {
    const url = await pooled(mode);
    // In session mode each client has a server connection of its own, and there are two.
    const two = mode === "session" ? [await open(url)] : [await open(url), await open(url)];
    const backends = new Set<number>();
    const work = async (db: Db, key: string) => {
      const expiresAt = new Date();
      await insert(db).execute({ key, expiresAt });
      await inTransaction(db, (tx) => insert(tx).execute({ key: `${key} again`, expiresAt }));
      const [found] = await find(db).execute({ key: `${key} again` });
      expect(found?.key).toBe(`${key} again`);
      if (found) backends.add(found.backend);
    };
    for (let round = 0; round < 5; round++) {
      const works = two.flatMap((db, index) =>
        Array.from({ length: mode === "session" ? 1 : 15 }, (_, nr) => work(db, `${round} ${index} ${nr}`)),
      );
      await Promise.all(works);
    }
    if (mode === "transaction") expect(backends.size).toBe(2);
  });
}

test.skipIf(isMissing)(
  "a pooler's connection keeps no time limit of ours, and a direct one has it",
  async () => {
    const url = await createDatabase(inject("postgresUrl"));
    const bouncer = await startPgBouncer(url, "transaction");
    onTestFinished(bouncer.stop);
    const limitOf = async (db: Db) =>
      (
        await db
          .select({ limit: sql<string>`current_setting('statement_timeout')` })
          .from(sql`(SELECT 1) AS one`)
      )[0]?.limit;
    expect(await limitOf(await open(bouncer.url))).toBe("0");
    expect(await limitOf(await open(url))).toBe("9500ms");
  },
);
