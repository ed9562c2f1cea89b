import { z } from "zod";
import { isProviderId, upgradeMethods } from "@/lib/api/social";

const userId = z.string();
const provider = z.string().refine(isProviderId);

/** What the receiver is told of each type of event: ids and what happened, no email, no name, no secret. */
const data = {
  "user.created": z.object({
    userId,
    isGuest: z.boolean(),
    method: z.enum(["anonymous", ...upgradeMethods]).or(provider),
  }),
  "user.upgraded": z.object({ userId, method: z.enum(upgradeMethods).or(provider) }),
  /** `userId` is the account that a guest's work was moved to; the guest's own deletion is another event. */
  "user.merged": z.object({
    userId,
    guestId: z.string(),
    counts: z.record(z.string(), z.number().int()),
  }),
  "user.deleted": z.object({
    userId,
    isGuest: z.boolean(),
    reason: z.enum(["user_request", "admin", "inactive", "merge", "discard"]),
  }),
  /** Sent by an admin, by hand. Is in no audit trail. */
  "webhook.test": z.object({}),
};

type WebhookType = keyof typeof data;

/** The types of audit events that are sent. */
export const auditedTypes = [
  "user.created",
  "user.upgraded",
  "user.merged",
  "user.deleted",
] as const satisfies WebhookType[];

/** Every type that a receiver may get. */
export const webhookTypes: readonly WebhookType[] = [...auditedTypes, "webhook.test"];

const event = <Type extends WebhookType>(type: Type) =>
  z.object({ id: z.string(), type: z.literal(type), timestamp: z.iso.datetime(), data: data[type] });

/** The body of a webhook. `id` is that of the audit event, and the same at every attempt. */
export const webhookEvent = z.discriminatedUnion("type", [
  event("user.created"),
  event("user.upgraded"),
  event("user.merged"),
  event("user.deleted"),
  event("webhook.test"),
]);

export type WebhookEvent = z.infer<typeof webhookEvent>;

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
