import { Pool } from "pg";
import { inject } from "vitest";
import { type Connection, openPostgres } from "../../db/client";
import { createDatabase } from "./database";
import { brokenInvariants, storedSecrets } from "./invariants";

export type RealDatabase = Connection & {
  url: string;
  query: <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  brokenInvariants: () => Promise<Record<string, string[]>>;
  storedSecrets: (secrets: Iterable<string>) => Promise<string[]>;
};

/** A new, migrated database on the real PostgreSQL of this test run, with a look of its own at the tables. */
export async function realDatabase(): Promise<RealDatabase> {
  const url = await createDatabase(inject("postgresUrl"));
  const connection = await openPostgres(url);
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
    },
  };
}
