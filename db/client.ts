import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { ClientBase } from "pg";
import { holdFolder } from "./folder-lock";
import { type PooledConnection, withLiveConnections } from "./live-connections";
import { type MigrationStep, migrationSteps } from "./migrate";
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

/** No request waits longer than this for a connection, and then for its statement (milliseconds). */
const connectTimeout = 3_000;
const queryTimeout = 10_000;
/** The server gives a statement up a little earlier than the client, so that it is not left running. */
const statementTimeout = 9_500;

const poolSettings = (url: string) => ({
  connectionString: url,
  max: 10,
  connectionTimeoutMillis: connectTimeout,
  query_timeout: queryTimeout,
});

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
    migrate: async () => {
      for (const step of migrationSteps) await step(db, (config) => migrate(db, config));
    },
    close: async () => {
      await client.close();
      await release?.();
    },
  };
}

/**
 * A PostgreSQL server over TCP, or a pooler before it (PgBouncer, Supavisor) in whatever mode. Connections are made when they are needed, and
 * again after an outage.
 */
export async function openPostgres(url: string): Promise<Connection> {
  const { Client, Pool } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const { migrate } = await import("drizzle-orm/node-postgres/migrator");
  const pool = withLiveConnections(
    new Pool({ ...poolSettings(url), keepAlive: true, onConnect: prepareConnection }),
  );
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on("error", ignore);
  const db = drizzle(pool, { schema });
  db.transaction = async (work, config) =>
    onOneConnection(await pool.connect(), (client) => drizzle(client, { schema }).transaction(work, config));
  return {
    db,
    driver: "pg",
    migrate: () =>
      migrateAlone(new Client(url), async (client, step) => {
        const own = drizzle(client);
        await step(own, (config) => migrate(own, config));
      }),
    close: () => pool.end(),
  };
}

/**
 * What a new connection is told. Behind a pooler, whose process ids are its own, neither holds: a setting would stay with a server connection
 * that others use next, and a statement's name be known to one of many, so statements go without names there.
 */
async function prepareConnection(client: ClientBase): Promise<void> {
  const told = await client.query<{ is_direct: boolean }>(
    `SELECT CASE WHEN pg_backend_pid() = $1 THEN set_config('statement_timeout', $2, false) END IS NOT NULL AS is_direct`,
    [processIdOf(client), String(statementTimeout)],
  );
  if (told.rows[0]?.is_direct) return;
  client.query = new Proxy(client.query, {
    apply: (query, self, [first, ...rest]) =>
      Reflect.apply(query, self, [
        typeof first === "object" ? { ...first, name: undefined } : first,
        ...rest,
      ]),
  });
}

/** The server process that this connection was told it has. */
function processIdOf(client: object): number | null {
  return "processID" in client && typeof client.processID === "number" ? client.processID : null;
}

/** Neon's serverless driver: single statements over HTTP, transactions over WebSocket. */
export async function openNeon(url: string): Promise<Connection> {
  const { Client, neonConfig, Pool } = await import("@neondatabase/serverless");
  const { drizzle } = await import("drizzle-orm/neon-serverless");
  const { migrate } = await import("drizzle-orm/neon-serverless/migrator");
  neonConfig.poolQueryViaFetch = true;
  // The pool's own time-outs are for WebSockets alone.
  neonConfig.fetchFunction = (address: string, request: RequestInit) =>
    fetch(address, { ...request, cache: "no-store", signal: AbortSignal.timeout(queryTimeout) });
  if (typeof WebSocket === "undefined") neonConfig.webSocketConstructor = (await import("ws")).WebSocket;
  const pool = withLiveConnections(new Pool(poolSettings(url)));
  // A listener for anything but errors would turn HTTP off.
  pool.on("error", ignore);
  const db = drizzle(pool, { schema });
  db.transaction = async (work, config) =>
    onOneConnection(await pool.connect(), (client) => drizzle(client, { schema }).transaction(work, config));
  return {
    db,
    driver: "neon",
    migrate: () =>
      migrateAlone(new Client(url), async (client, step) => {
        const own = drizzle(client);
        await step(own, (config) => migrate(own, config));
      }),
    close: () => pool.end(),
  };
}

/** Names the lock under which one process migrates at a time: any number that nothing else here uses. */
const migrationLock = 7_355_608;

/**
 * Migrates while no other process does, without time limits: an index on a large table takes longer than any request may. The lock belongs to the
 * transaction that the migrations run in, so a pooler cannot take it elsewhere: Drizzle's own BEGIN finds that one open, and its COMMIT ends it.
 */
async function migrateAlone<Client extends OwnClient>(
  client: Client,
  take: (client: Client, step: MigrationStep) => Promise<void>,
): Promise<void> {
  client.on("error", ignore);
  await client.connect();
  try {
    for (const step of migrationSteps) {
      await client.query("BEGIN");
      await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
      await take(client, step);
      await client.query("COMMIT");
    }
  } finally {
    await client.end();
  }
}

type OwnClient = {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: "error", listener: () => void): unknown;
};

/**
 * Runs `work` on `client` and gives that back to its pool. One on which it failed is closed, as nobody can tell what state
 * it is in; Drizzle would give it back as it is, or, where BEGIN failed, never.
 */
async function onOneConnection<Client extends PooledConnection, T>(
  client: Client,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  // What breaks it fails the statement, too; without a listener it would end the process.
  client.on("error", ignore);
  try {
    const result = await work(client);
    client.off("error", ignore);
    client.release();
    return result;
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

function ignore(): void {}
