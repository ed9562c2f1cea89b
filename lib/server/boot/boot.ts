import { deliverNow } from "@/lib/features/deliveries";
import { processWide } from "@/lib/process-wide";
import { product } from "@/lib/product";
import { deliverMail } from "@/lib/server/mail/mail";
import { keepSocketAddresses } from "@/lib/server/request/client-address";
import { connection } from "../db";
import { env } from "../env";
import { readFirstConfig } from "../settings";
import { missingVariables } from "./missing-variables";

/** How often a server that stays up looks for mail and webhooks whose time has come again (milliseconds). */
const deliverEvery = 30_000;

/**
 * Checks the environment, opens and migrates the embedded database, and delivers what an earlier process left. Ends the process, naming the cause, where it cannot serve;
 * on Vercel a deployment without a database stays up to say so.
 */
export async function boot(): Promise<void> {
  const missing = missingVariables();
  if (missing.length > 0) {
    console.error(`${product.name} is not set up: ${missing.join(", ")} missing.`);
    return;
  }
  try {
    const { onVercel } = env();
    // eject-start: telemetry
    if (env().OTEL_EXPORTER_OTLP_ENDPOINT !== undefined)
      (await import("@/lib/features/telemetry/telemetry")).traceRequests();
    // eject-end: telemetry
    processWide("socket addresses", keepSocketAddresses);
    await connection();
    await readFirstConfig();
    deliver();
    if (!onVercel) processWide("delivery timer", () => setInterval(deliver, deliverEvery).unref());
  } catch (error) {
    console.error(error instanceof Error ? `\n${product.name} cannot start: ${error.message}\n` : error);
    process.exit(1);
  }
}

function deliver(): void {
  void deliverMail();
  void deliverNow();
}
