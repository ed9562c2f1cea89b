import { join, resolve } from "node:path";
import { Pool } from "pg";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { startPostgres } from "@/lib/testing/postgres";
import { type App, startApp } from "../e2e/support/app";
import { buildOnce } from "../e2e/support/build";
import { startMailServer } from "../e2e/support/smtp";

/** A production server and the database that it has to itself. */
export type Side = App & { pool: Pool; databaseUrl: string };

/** The application and the bare ceiling, beside each other on one PostgreSQL. */
export type Site = {
  app: Side;
  ceiling: Side;
  /** Another application like the first, with a database of its own. */
  another(environment?: Record<string, string>): Promise<Side>;
};

const ceilingFolder = resolve("bench/ceiling");
const ceilingSources = ["app", "database.ts", "instrumentation.ts", "middleware.ts", "next.config.ts"].map(
  (name) => join(ceilingFolder, name),
);

/** Opens a site for `work`, and takes it down whatever comes of it. */
export async function withSite(work: (site: Site) => Promise<void>): Promise<void> {
  buildOnce();
  buildOnce(ceilingFolder, [...ceilingSources, "package-lock.json"]);
  const mail = await startMailServer();
  const postgres = await startPostgres();
  const sides: Side[] = [];
  const pools: Pool[] = [];

  async function start(environment: Record<string, string>, options?: Parameters<typeof startApp>[1]) {
    const databaseUrl = await createDatabase(postgres.url);
    const pool = new Pool({ connectionString: databaseUrl, max: 4 });
    pools.push(pool);
    await pool.query("CREATE EXTENSION pg_stat_statements");
    const app = await startApp({ DATABASE_URL: databaseUrl, ...environment }, options);
    const side = { ...app, pool, databaseUrl };
    sides.push(side);
    return side;
  }

  const settings = { RATE_LIMIT_STORE: "memory", EMAIL_SERVER: mail.url };
  const another: Site["another"] = (environment = {}) => start({ ...settings, ...environment });
  try {
    await createTemplate(postgres.url);
    const ceiling = await start({}, { folder: ceilingFolder });
    await work({ app: await another(), ceiling, another });
  } finally {
    for (const side of sides) await side.stop();
    for (const pool of pools) await pool.end();
    await mail.stop();
    await postgres.remove();
  }
}
