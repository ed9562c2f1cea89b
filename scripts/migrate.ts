import "./load-env";
import { connection } from "@/lib/server/db";

/** Brings the configured database up to date. No `await` at the top: an app that takes it along may be of CommonJS. */
async function migrateDatabase(): Promise<void> {
  const { driver, migrate, close } = await connection();
  await migrate();
  await close();
  process.stdout.write(`The ${driver} database is up to date.\n`);
}

void migrateDatabase();
