import { meetRequests } from "./arrival";
import { connection } from "./db";
import { env } from "./env";
import { deliverMail } from "./mail";
import { processWide } from "./process-wide";
import { deliverWebhooks } from "./webhooks";

/** How often a server that stays up looks for mail and webhooks whose time has come again (milliseconds). */
const deliverEvery = 30_000;

/**
 * Checks the environment, opens and migrates the embedded database, meets every request, and delivers what an earlier process left. Ends the process, naming the cause, where it cannot serve.
 */
export async function boot(): Promise<void> {
  try {
    const { onVercel, OTEL_EXPORTER_OTLP_ENDPOINT } = env();
    if (OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) (await import("./telemetry")).traceRequests();
    processWide("arrival", meetRequests);
    await connection();
    deliver();
    if (!onVercel) processWide("delivery timer", () => setInterval(deliver, deliverEvery).unref());
  } catch (error) {
    console.error(error instanceof Error ? `\nGuestbook cannot start: ${error.message}\n` : error);
    process.exit(1);
  }
}

function deliver(): void {
  void deliverMail();
  void deliverWebhooks();
}
