import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { type Connection, type Db, openEmbedded } from "./client";

let shared: Promise<Connection> | null = null;

/**
 * An empty, migrated database in memory. Starting PGlite takes seconds, emptying it milliseconds: all tests of a
 * process share one, and each call empties it.
 */
export async function testDatabase(): Promise<Db> {
  shared ??= openMigrated();
  const { db } = await shared;
  await truncate(db);
  return db;
}

async function openMigrated(): Promise<Connection> {
  const connection = await openEmbedded(null);
  await connection.migrate();
  return connection;
}

/** Empties every table. */
async function truncate(db: Db): Promise<void> {
  await db.execute(sql`DO $$ DECLARE tables text; BEGIN
    SELECT string_agg(format('%I', tablename), ', ') INTO tables FROM pg_tables WHERE schemaname = 'public';
    EXECUTE 'TRUNCATE ' || tables;
  END $$`);
}

/** Runs `work` and tells which calls reached the embedded database; a transaction is one call of its own kind. */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  const calls = [
    vi.spyOn(PGlite.prototype, "query"),
    vi.spyOn(PGlite.prototype, "exec"),
    vi.spyOn(PGlite.prototype, "transaction"),
  ];
  await work();
  const sent = calls.flatMap((call) => call.mock.calls.map(([statement]) => String(statement)));
  for (const call of calls) call.mockRestore();
  return sent;
}
