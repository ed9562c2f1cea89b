import type { z } from "zod";
import { webhookEvent } from "./schemas";

type Json = Record<string, unknown>;

/** What OpenAPI says of the webhooks, by event type. */
export function webhookDocuments(jsonSchema: (schema: z.ZodType) => Json) {
  return Object.fromEntries(
    webhookEvent.options.map((event) => [
      event.shape.type.value,
      {
        post: {
          tags: ["management"],
          summary: "Sent to WEBHOOK_URL at least once, signed as in Standard Webhooks",
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(event) } },
          },
          responses: { "2XX": { description: "Received" }, "410": { description: "It is not sent again" } },
        },
      },
    ]),
  );
}
