import { describeFailure } from "@/db/failure";

/** The header with the id by which a client can name its request, and a log line be found. */
export const requestIdHeader = "x-request-id";

/** Writes one line of JSON. Takes only what everybody who reads logs may read: no input, no header but the request's id, no secret. */
export function logFailure(event: string, error: unknown, requestId: string | null = null): void {
  const failure = error instanceof Error ? { name: error.name, ...describeFailure(error) } : {};
  const time = new Date().toISOString();
  console.error(JSON.stringify({ level: "error", time, event, ...(requestId && { requestId }), ...failure }));
}
