import { connection } from "@/lib/server/db";

/** Brings the configured database up to date. */
const { driver, migrate, close } = await connection();
await migrate();
await close();
process.stdout.write(`The ${driver} database is up to date.\n`);
