import { fail, ok, type Result } from "@/lib/api/result";
import { timeLeft } from "@/lib/auth/cleanup/cron-steps";
import { processWide } from "@/lib/process-wide";
import { database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { logFailure } from "@/lib/server/log";
import { deliverWebhookEvents, type Report } from "./webhook-deliveries";
import { postTestEvent, postWebhook, type Receiver, type TestResult } from "./webhook-request";

/** A run starts no batch after this time; the next run goes on where it stopped (milliseconds). */
const budget = 30_000;

/** The one run of this process, and whether something may have become due after it last looked. */
type Runs = { current: Promise<void> | null; isWanted: boolean };

const clock = () => new Date();

/** Returns the host of the receiver, without the rest of its address, which may hold a secret; null without a webhook. */
export function webhookHost(): string | null {
  const { webhook } = env();
  return webhook && new URL(webhook.url).host;
}

/**
 * Delivers what is due, where a webhook is configured. A call during a run waits for that run, which then looks once more. Never
 * throws: what was not delivered stays due.
 */
async function deliverWebhooks(): Promise<void> {
  const { webhook } = env();
  if (webhook === null) return;
  const runs = processWide("webhooks", (): Runs => ({ current: null, isWanted: false }));
  runs.isWanted = true;
  runs.current ??= run(webhook, runs).finally(() => {
    runs.current = null;
  });
  await runs.current;
}

export const webhookDelivery = { isOn: () => env().webhook !== null, run: deliverWebhooks };

async function run(webhook: Receiver, runs: Runs): Promise<void> {
  const isTimeLeft = timeLeft(budget);
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
      if (report.failed > 0) logFailure("webhooks not delivered", new Error(summary(report)));
    }
  } catch (error) {
    logFailure("webhooks", error);
  }
}

function summary({ delivered, failed, givenUp, lastFailure }: Report): string {
  return `${delivered} delivered, ${failed} failed, of which ${givenUp} were given up; the last: ${lastFailure}`;
}

/** Posts a `webhook.test` event and returns what the receiver answered. Errors: NOT_FOUND without a webhook. */
export async function sendTestEvent(): Promise<Result<TestResult>> {
  const { webhook } = env();
  return webhook === null ? fail("NOT_FOUND") : ok(await postTestEvent(webhook, clock()));
}
