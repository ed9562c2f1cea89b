/** By this id a client can name its request, and a log line be found. */
export const requestIdHeader = "x-request-id";

/** One line of JSON. Takes only what is safe to read by whoever reads logs: no input, no header but the request's id, no secret. */
export function logFailure(event: string, error: unknown, requestId: string | null = null): void {
  const failure =
    error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : {};
  const time = new Date().toISOString();
  console.error(JSON.stringify({ level: "error", time, event, ...(requestId && { requestId }), ...failure }));
}
