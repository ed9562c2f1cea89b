import { sql } from "drizzle-orm";
import { limitStoreName } from "@/lib/server/rate-limit/rate-limit";
import { database } from "./db";
import { env } from "./env";

/** Returns whether this process can serve: the database decides; the others say how they are set up. Holds no secret and no version. */
export async function health() {
  const checks = {
    database: await databaseState(),
    rateLimit: limitStoreName(),
    mail: env().EMAIL_SERVER ? "smtp" : "kept",
  };
  return { status: checks.database === "ok" ? "ok" : "unavailable", checks };
}

async function databaseState(): Promise<"ok" | "unavailable"> {
  try {
    // Raw: it asks no table.
    await (await database()).execute(sql`SELECT 1`);
    return "ok";
  } catch {
    return "unavailable";
  }
}
