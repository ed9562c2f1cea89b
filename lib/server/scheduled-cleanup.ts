import { isOutage } from "@/db/failure";
import { cleanUp } from "@/lib/auth/cleanup";
import { fail } from "@/lib/contract/result";
import { isSame } from "./constant-time";
import { env } from "./env";
import { envelope } from "./handle";
import { keeperContext } from "./keeper";
import { logFailure, requestIdHeader } from "./log";
import { deliverMail } from "./mail";
import { deliverWebhooksLater } from "./webhooks";

/**
 * The cleanup by a scheduler that knows CRON_SECRET, which also delivers the mail and the webhooks that are owed.
 * Errors: INVALID_API_KEY, also where there is no such secret; UNAVAILABLE.
 */
export async function scheduledCleanup(request: Request): Promise<Response> {
  const { CRON_SECRET } = env();
  const given = request.headers.get("authorization") ?? "";
  if (CRON_SECRET === undefined || !isSame(given, `Bearer ${CRON_SECRET}`))
    return envelope(fail("INVALID_API_KEY"));
  try {
    const mail = deliverMail();
    const report = await cleanUp(await keeperContext("cron"), { dryRun: false, limit: null });
    await mail;
    deliverWebhooksLater();
    return envelope(report);
  } catch (error) {
    logFailure("GET /api/cron/cleanup", error, request.headers.get(requestIdHeader));
    return envelope(fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR"));
  }
}
