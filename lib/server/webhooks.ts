import { after } from "next/server";
import { deliverWebhookEvents, type Report } from "@/lib/auth/webhook-deliveries";
import { database } from "./db";
import { env } from "./env";
import { logFailure } from "./log";
import { processWide } from "./process-wide";
import { postWebhook, type Receiver } from "./webhook-request";

/** A run stops beginning batches after this time; the next one goes on where it stopped (milliseconds). */
const budget = 30_000;

/** The one run of this process, and whether something may have become due after it last looked. */
type Runs = { current: Promise<void> | null; isWanted: boolean };

/** Whose server is told, without the rest of its address, which may hold a secret; null where none is. */
export function webhookHost(): string | null {
  const { webhook } = env();
  return webhook && new URL(webhook.url).host;
}

/** Once the answer is out, tells the owner's server what has come of this request. */
export function deliverWebhooksLater(): void {
  if (env().webhook !== null) after(deliverWebhooks);
}

/**
 * Tells the owner's server what is due, where there is one. Whoever calls it while it runs waits for the same run, which then
 * looks once more. Never throws: what was not delivered stays due.
 */
export async function deliverWebhooks(): Promise<void> {
  const { webhook } = env();
  if (webhook === null) return;
  const runs = processWide("webhooks", (): Runs => ({ current: null, isWanted: false }));
  runs.isWanted = true;
  runs.current ??= run(webhook, runs).finally(() => {
    runs.current = null;
  });
  await runs.current;
}

async function run(webhook: Receiver, runs: Runs): Promise<void> {
  const began = performance.now();
  const isTimeLeft = () => performance.now() - began < budget;
  const clock = () => new Date();
  try {
    const db = await database();
    while (runs.isWanted && isTimeLeft()) {
      runs.isWanted = false;
      const report = await deliverWebhookEvents(
        db,
        clock,
        (event) => postWebhook(webhook, event, clock()),
        isTimeLeft,
      );
      if (report.refused > 0) logFailure("webhooks not taken", new Error(inWords(report)));
    }
  } catch (error) {
    logFailure("webhooks", error);
  }
}

function inWords({ delivered, refused, givenUp, failure }: Report): string {
  return `${delivered} taken, ${refused} not, of which ${givenUp} for good; the last: ${failure}`;
}
