import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { holdFolder } from "./folder-lock";
import * as schema from "./schema";

/** One type for the three drivers; all of them run the same SQL. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
type Driver = "pglite" | "neon" | "pg";

export type Connection = {
  db: Db;
  driver: Driver;
  /** Brings the schema up to date. Safe to repeat. */
  migrate: () => Promise<void>;
  close: () => Promise<void>;
};

const migrationsFolder = path.join(process.cwd(), "db/migrations");

/** No request waits longer than this for a connection, and then for its statement (milliseconds). */
const connectTimeout = 3_000;
const statementTimeout = 10_000;

/**
 * PostgreSQL inside this process, in `folder`, or in memory where that is null. The folder belongs to one
 * process at a time; a second one is refused with a message that says so.
 */
export async function openEmbedded(folder: string | null): Promise<Connection> {
  const release = folder === null ? null : await holdFolder(folder);
  const { PGlite } = await import("@electric-sql/pglite");
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  const client = await PGlite.create(folder === null ? {} : { dataDir: path.join(folder, "db") });
  const db = drizzle(client, { schema });
  return {
    db,
    driver: "pglite",
    migrate: () => migrate(db, { migrationsFolder }),
    close: async () => {
      await client.close();
      await release?.();
    },
  };
}

/** A PostgreSQL server over TCP. Connections are made when they are needed, and again after an outage. */
export async function openPostgres(url: string): Promise<Connection> {
  const { Pool } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const { migrate } = await import("drizzle-orm/node-postgres/migrator");
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: connectTimeout,
    query_timeout: statementTimeout,
    statement_timeout: statementTimeout,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on("error", ignore);
  const db = drizzle(pool, { schema });
  db.transaction = async (work, config) =>
    onOneConnection(await pool.connect(), (client) => drizzle(client, { schema }).transaction(work, config));
  const migrateAlone = () =>
    withoutLimits(new Pool({ connectionString: url, max: 1 }), (own) =>
      migrate(drizzle(own, { schema }), { migrationsFolder }),
    );
  return { db, driver: "pg", migrate: migrateAlone, close: () => pool.end() };
}

/** Neon's serverless driver: single statements over HTTP, transactions over WebSocket. */
export async function openNeon(url: string): Promise<Connection> {
  const { neonConfig, Pool } = await import("@neondatabase/serverless");
  const { drizzle } = await import("drizzle-orm/neon-serverless");
  const { migrate } = await import("drizzle-orm/neon-serverless/migrator");
  neonConfig.poolQueryViaFetch = true;
  // The pool's own time-outs are for WebSockets alone.
  neonConfig.fetchFunction = (address: string, request: RequestInit) =>
    fetch(address, { ...request, cache: "no-store", signal: AbortSignal.timeout(statementTimeout) });
  if (typeof WebSocket === "undefined") neonConfig.webSocketConstructor = (await import("ws")).WebSocket;
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: connectTimeout,
    query_timeout: statementTimeout,
  });
  // A listener for anything but errors would turn HTTP off.
  pool.on("error", ignore);
  const db = drizzle(pool, { schema });
  db.transaction = async (work, config) =>
    onOneConnection(await pool.connect(), (client) => drizzle(client, { schema }).transaction(work, config));
  const migrateAlone = () =>
    withoutLimits(new Pool({ connectionString: url, max: 1 }), (own) =>
      migrate(drizzle(own, { schema }), { migrationsFolder }),
    );
  return { db, driver: "neon", migrate: migrateAlone, close: () => pool.end() };
}

/** On connections of its own: an index on a large table takes longer than any request may. */
async function withoutLimits<Pool extends { end(): Promise<void> }>(
  pool: Pool,
  work: (pool: Pool) => Promise<void>,
): Promise<void> {
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}

type PoolClient = {
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
  release(destroy: boolean): void;
};

/**
 * Runs `work` on `client` and gives that back to its pool. One on which it failed is closed, as nobody can tell what state
 * it is in; Drizzle would give it back as it is, or, where BEGIN failed, never.
 */
async function onOneConnection<Client extends PoolClient, T>(
  client: Client,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  // What breaks it fails the statement, too; without a listener it would end the process.
  client.on("error", ignore);
  let failed = true;
  try {
    const result = await work(client);
    client.off("error", ignore);
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}

function ignore(): void {}
