import type { CleanupReport } from "@/lib/api/admin/admin-shapes";
import { fail, ok, type Result } from "@/lib/api/result";
import { removeInactiveGuests } from "@/lib/auth/cleanup/cleanup";
import { type CronStep, withinBudget } from "@/lib/auth/cleanup/cron-steps";
import { purgeExpiredRows } from "@/lib/auth/cleanup/purge";
import type { Actor } from "@/lib/auth/core/audit";
import { isSame } from "@/lib/auth/core/secrets";
import { cronSteps } from "@/lib/features/cron-steps";
import { deliverLater } from "@/lib/features/deliveries";
import { jsonResponse } from "@/lib/server/http/json-response";
import { deliverMail } from "@/lib/server/mail/mail";
import { adminContext } from "./admin-context";
import { env } from "./env";
import { failureResult, logFailure } from "./log";

/** Each part begins nothing more after this time (milliseconds): well before the route's own end. */
const budget = 30_000;

/** What the parts came to; `unfinished` names those that failed or hang. */
type Report = CleanupReport & { unfinished: string[] };

/**
 * The cleanup by a scheduler that knows CRON_SECRET, with everything else that is done now and then.
 * Errors: INVALID_API_KEY, also where there is no such secret; UNAVAILABLE.
 */
export async function scheduledCleanup(request: Request): Promise<Response> {
  const { CRON_SECRET } = env();
  const given = request.headers.get("authorization") ?? "";
  if (CRON_SECRET === undefined || !isSame(given, `Bearer ${CRON_SECRET}`))
    return jsonResponse(fail("INVALID_API_KEY"));
  deliverLater();
  try {
    return jsonResponse(await runScheduledWork({ type: "cron" }));
  } catch (error) {
    return jsonResponse(failureResult("GET /api/cron/cleanup", error, request.headers));
  }
}

/**
 * Removes inactive guests, purges what has expired, delivers the email that is due, and does what features have to do: all at once, so
 * that a part which fails or hangs keeps none of the others from running. Throws where the guests' part fails.
 */
export async function runScheduledWork(
  actor: Actor,
  steps: readonly CronStep[] = cronSteps,
  budgetMs = budget,
): Promise<Result<Report>> {
  const ctx = await adminContext(actor);
  const others = [{ name: "email", run: deliverMail }, { name: "purge", run: purgeExpiredRows }, ...steps];
  const [removed, ...results] = await Promise.allSettled([
    withinBudget(budgetMs, (isTimeLeft) =>
      removeInactiveGuests(ctx, { dryRun: false, limit: null }, isTimeLeft),
    ),
    ...others.map(({ run }) => withinBudget(budgetMs, (isTimeLeft) => run(ctx, isTimeLeft))),
  ]);
  const unfinished = others.flatMap(({ name }, index) => {
    const result = results[index];
    if (result?.status !== "rejected") return [];
    logFailure(`scheduled: ${name}`, result.reason);
    return [name];
  });
  if (removed.status === "rejected") throw removed.reason;
  return removed.value.ok ? ok({ ...removed.value.data, unfinished }) : removed.value;
}
