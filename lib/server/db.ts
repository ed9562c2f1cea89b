import { type Connection, type Db, openEmbedded, openNeon, openPostgres } from "@/db/client";
import { processWide } from "@/lib/process-wide";
import { dataFolder, env } from "./env";

/** The one connection (or pool) of this process, opened at the first use. */
export function connection(): Promise<Connection> {
  return processWide("connection", open);
}

/** The database behind that connection. */
export async function database(): Promise<Db> {
  return (await connection()).db;
}

async function open(): Promise<Connection> {
  if (process.env.NEXT_PHASE === "phase-production-build") throw new Error("A build opens no database");
  const { driver, DATABASE_URL } = env();
  if (driver === "pglite") {
    const embedded = await openEmbedded(dataFolder);
    await embedded.migrate();
    return embedded;
  }
  if (DATABASE_URL === undefined) throw new Error(`DATABASE_DRIVER=${driver} needs a DATABASE_URL`);
  return driver === "neon" ? openNeon(DATABASE_URL) : openPostgres(DATABASE_URL);
}
