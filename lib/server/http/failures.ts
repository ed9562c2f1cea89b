import { isOutage } from "@/db/failure";
import { fail, type Result } from "@/lib/api/result";
import { logFailure, requestIdHeader } from "../log";

/**
 * What a caller is told of something thrown: UNAVAILABLE for an outage, INTERNAL_ERROR for a bug. The cause goes to the log, under
 * the id that the client has of its request.
 */
export function failureResult(where: string, error: unknown, headers: Headers): Result<never> {
  logFailure(where, error, headers.get(requestIdHeader));
  return fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR");
}
