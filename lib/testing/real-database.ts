import { Pool } from "pg";
import { inject } from "vitest";
import { type Connection, openNeon, openPostgres } from "@/db/client";
import { createDatabase } from "./database";
import { brokenInvariants, storedSecrets } from "./invariants";
import { openNeonDoors } from "./neon";

export type RealDatabase = Connection & {
  url: string;
  query: <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  brokenInvariants: () => Promise<Record<string, string[]>>;
  storedSecrets: (secrets: Iterable<string>) => Promise<string[]>;
};

/**
 * A new, migrated database on the real PostgreSQL of this test run, through the driver that TEST_DRIVER names (`pg` where
 * it names none), with a look of its own at the tables.
 */
export async function realDatabase(): Promise<RealDatabase> {
  const url = await createDatabase(inject("postgresUrl"));
  const doors = process.env.TEST_DRIVER === "neon" ? await openNeonDoors(Number(new URL(url).port)) : null;
  const connection = doors ? await openNeon(url) : await openPostgres(url);
  const pool = new Pool({ connectionString: url, max: 2 });
  const query: RealDatabase["query"] = async (text, values) => (await pool.query(text, values)).rows;
  return {
    ...connection,
    url,
    query,
    brokenInvariants: () => brokenInvariants((text) => query(text)),
    storedSecrets: (secrets) => storedSecrets((text) => query(text), secrets),
    close: async () => {
      await pool.end();
      await connection.close();
      await doors?.stop();
    },
  };
}
