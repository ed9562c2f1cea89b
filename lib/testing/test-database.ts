import { PGlite } from "@electric-sql/pglite";
import * as neon from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import pg from "pg";
import { inject, vi } from "vitest";
import { type Connection, type Db, openEmbedded, openNeon, openPostgres } from "@/db/client";
import { probe } from "@/db/live-connections";
import { createDatabase } from "./database";
import { openNeonDoors } from "./neon";
import { createNotes } from "./notes";

let shared: Promise<Connection> | null = null;

/**
 * An empty, migrated database: in memory, or on a real PostgreSQL through the driver that TEST_DRIVER names (`pg` or
 * `neon`; vitest.config.ts says which tests run on those too). Starting PGlite takes seconds, emptying it milliseconds:
 * all tests of a process share one, and each call empties it.
 */
export async function testDatabase(): Promise<Db> {
  shared ??= openMigrated();
  const { db } = await shared;
  await truncate(db);
  return db;
}

async function openMigrated(): Promise<Connection> {
  const driver = process.env.TEST_DRIVER;
  if (driver === "pg" || driver === "neon") {
    const url = await createDatabase(inject("postgresUrl"));
    if (driver === "pg") return openPostgres(url);
    await openNeonDoors(Number(new URL(url).port));
    return openNeon(url);
  }
  const connection = await openEmbedded(null);
  await connection.migrate();
  await createNotes(connection.db);
  return connection;
}

/** Empties every table. */
async function truncate(db: Db): Promise<void> {
  await db.execute(sql`DO $$ DECLARE tables text; BEGIN
    SELECT string_agg(format('%I', tablename), ', ') INTO tables FROM pg_tables WHERE schemaname = 'public';
    EXECUTE 'TRUNCATE ' || tables;
  END $$`);
}

/**
 * Runs `work` and tells which calls reached the database; a transaction is one call of its own kind, or several. What a connection is asked
 * before it is used does not count.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  // Behind Neon's doors is node-postgres again, which is not to be counted twice.
  const calls =
    process.env.TEST_DRIVER === "neon"
      ? [vi.spyOn(neon.Client.prototype, "query"), vi.spyOn(neon.Pool.prototype, "query")]
      : [
          vi.spyOn(PGlite.prototype, "query"),
          vi.spyOn(PGlite.prototype, "exec"),
          vi.spyOn(PGlite.prototype, "transaction"),
          vi.spyOn(pg.Client.prototype, "query"),
        ];
  await work();
  const sent = calls.flatMap((call) => call.mock.calls.map(([statement]) => textOf(statement)));
  for (const call of calls) call.mockRestore();
  return sent.filter((text) => text !== probe && !text.includes("set_config('statement_timeout'"));
}

function textOf(statement: unknown): string {
  const named = typeof statement === "object" && statement !== null && "text" in statement;
  return String(named ? statement.text : statement);
}
