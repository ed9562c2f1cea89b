import { createHmac } from "node:crypto";
import type { Refusal } from "@/lib/auth/webhook-deliveries";
import type { WebhookEvent } from "@/lib/contract/webhook-schemas";

/** An attempt that has no answer by then has failed (milliseconds). */
const patience = 15_000;

export type Receiver = { url: string; secret: string };

/**
 * Posts `event`, signed as https://www.standardwebhooks.com says. Any 2xx takes it; 410 (Gone) is final; everything else,
 * redirects too, is tried again. Of the answer the status is looked at, and nothing else.
 */
export async function postWebhook(
  { url, secret }: Receiver,
  event: WebhookEvent,
  now: Date,
): Promise<Refusal> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Guestbook",
        "webhook-id": event.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature(secret, `${event.id}.${timestamp}.${body}`)}`,
      },
      body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    return response.ok ? null : { failure: `answered ${response.status}`, final: response.status === 410 };
  } catch (error) {
    return { failure: reasonOf(error), final: false };
  }
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(content).digest("base64");
}

/** `fetch failed` says nothing; the code of what is behind it does, and holds no address. What has no code was never sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (!(cause instanceof Error)) return "failed";
  return "code" in cause ? String(cause.code) : cause.message;
}
