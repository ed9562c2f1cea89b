import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import type { WebhookEvent } from "@/lib/features/webhooks/schemas";
import { freePort } from "@/lib/testing/ports";

export const webhookSecret = `whsec_${Buffer.from("thirty-two bytes, known to all..").toString("base64")}`;

export type Receiver = {
  url: string;
  /** Every request whose signature is right, in the order in which they came, with what it was answered; null is nothing yet. */
  received: { event: WebhookEvent; answered: number | null }[];
  /** What was sent with another signature, or under another id than its own. */
  forged: string[];
  /** A status, or `hang` for no answer. */
  behave(how: number | "hang"): void;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** An owner's own server for webhooks, on a port of 127.0.0.1, that is down until it is started. */
export async function webhookReceiver(): Promise<Receiver> {
  const port = await freePort();
  const received: Receiver["received"] = [];
  const forged: string[] = [];
  let mode: number | "hang" = 200;
  const open = new Set<ServerResponse>();

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const answered = mode === "hang" ? null : mode;
    const event = verified(body, request.headers);
    if (event === null) forged.push(body);
    else received.push({ event, answered });
    if (answered === null) open.add(response);
    else response.writeHead(answered).end();
  });

  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    forged,
    behave: (how) => {
      mode = how;
    },
    start: async () => {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    stop: async () => {
      for (const response of open) response.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** As a library that is not ours reads it. */
function verified(body: string, headers: NodeJS.Dict<string | string[]>): WebhookEvent | null {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  try {
    const event = new Webhook(webhookSecret).verify(body, given) as WebhookEvent;
    return event.id === given["webhook-id"] ? event : null;
  } catch {
    return null;
  }
}
