import { createHmac } from "node:crypto";
import { product } from "@/lib/product";
import type { WebhookEvent } from "./schemas";
import type { DeliveryFailure } from "./webhook-deliveries";

/** An attempt without an answer fails after this time (milliseconds). */
const timeout = 15_000;

export type Receiver = { url: string; secret: string };

/** What the receiver answered: its status, or why there was no answer, in words. */
export type TestResult = { isAccepted: boolean; answer: string };

/**
 * Posts an event, signed as https://www.standardwebhooks.com says. Returns null for any 2xx. 410 (Gone) is final; after anything else,
 * redirects too, there is another attempt.
 */
export async function postWebhook(
  receiver: Receiver,
  event: WebhookEvent,
  now: Date,
): Promise<DeliveryFailure | null> {
  const { isAccepted, isFinal, answer } = await requestWebhook(receiver, event, now);
  return isAccepted ? null : { reason: answer, isFinal };
}

/** Posts a `webhook.test` event, with an id of its own. */
export async function postTestEvent(receiver: Receiver, now: Date): Promise<TestResult> {
  const id = `test_${crypto.randomUUID()}`;
  const event = { id, type: "webhook.test", timestamp: now.toISOString(), data: {} } as const;
  const { isAccepted, answer } = await requestWebhook(receiver, event, now);
  return { isAccepted, answer };
}

/** Posts a signed event. Reads nothing of the answer but its status. */
async function requestWebhook({ url, secret }: Receiver, event: WebhookEvent, now: Date) {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": product.slug,
        "webhook-id": event.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature(secret, `${event.id}.${timestamp}.${body}`)}`,
      },
      body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(timeout),
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return { isAccepted: ok, isFinal: status === 410, answer: `answered ${status}` };
  } catch (error) {
    return { isAccepted: false, isFinal: false, answer: reasonOf(error) };
  }
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(content).digest("base64");
}

/** Fetch's own message is `fetch failed`; the code of its cause says more, and holds no address. A request without a code was never sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (!(cause instanceof Error)) return "failed";
  return "code" in cause ? String(cause.code) : cause.message;
}
