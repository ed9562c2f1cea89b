import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { database } from "./db";
import { env } from "./env";
import { limitStoreName } from "./rate-limit";

const ping = statement("ping", sql`SELECT 1`);

/** Whether this process can serve: the database decides; the others say how they are set up. Holds no secret and no version. */
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
    await ping(await database(), {});
    return "ok";
  } catch {
    return "unavailable";
  }
}
