/** One line of JSON. Takes only what is safe to read by whoever reads logs: no input, no header, no secret. */
export function logFailure(event: string, error: unknown): void {
  const failure =
    error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : {};
  console.error(JSON.stringify({ level: "error", time: new Date().toISOString(), event, ...failure }));
}
