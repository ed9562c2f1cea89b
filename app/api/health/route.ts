import { database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { withRequestId } from "@/lib/server/http/json-response";
import { limitStoreName } from "@/lib/server/rate-limit/rate-limit";

/** Whether this process can serve: the database decides; the others say how they are set up. Holds no secret and no version. */
export const GET = withRequestId(async () => {
  const checks = {
    database: (await isThere()) ? "ok" : "unavailable",
    rateLimit: limitStoreName(),
    mail: env().EMAIL_SERVER ? "smtp" : "kept",
  };
  return Response.json({ status: checks.database, checks }, { status: checks.database === "ok" ? 200 : 503 });
});

async function isThere(): Promise<boolean> {
  try {
    // Raw: it asks no table.
    await (await database()).execute("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
