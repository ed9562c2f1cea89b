import { describeFailure, isOutage } from "@/db/failure";
import { fail, type Result } from "@/lib/api/result";

/** The header with the id by which a client can name its request, and a log line be found. */
export const requestIdHeader = "x-request-id";

/** Writes one line of JSON. Takes only what everybody who reads logs may read: no input, no header but the request's id, no secret. */
export function logFailure(event: string, error: unknown, requestId: string | null = null): void {
  const failure = error instanceof Error ? { name: error.name, ...describeFailure(error) } : {};
  const time = new Date().toISOString();
  console.error(JSON.stringify({ level: "error", time, event, ...(requestId && { requestId }), ...failure }));
}

/**
 * What a caller is told of something thrown: UNAVAILABLE for an outage, INTERNAL_ERROR for a bug. The cause goes to the log, under
 * the id that the client has of its request.
 */
export function failureResult(where: string, error: unknown, headers: Headers): Result<never> {
  logFailure(where, error, headers.get(requestIdHeader));
  return fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR");
}
