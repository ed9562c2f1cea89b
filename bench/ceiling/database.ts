import { Pool } from "pg";

/** As the application's own pool, so that neither side waits longer for a connection. */
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
