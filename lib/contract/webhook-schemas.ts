import { z } from "zod";
import { memberMethods } from "./member-methods";

const userId = z.string();

/** What the owner's server is told of each kind of event: ids and what happened, no address, no name, no secret. */
const data = {
  "user.created": z.object({
    userId,
    isGuest: z.boolean(),
    method: z.enum(["anonymous", ...memberMethods]),
  }),
  "user.upgraded": z.object({ userId, method: z.enum(memberMethods) }),
  /** `userId` is the account that a guest's work has come to; the guest itself goes by an event of its own. */
  "user.merged": z.object({
    userId,
    guestId: z.string(),
    counts: z.record(z.string(), z.number().int()),
  }),
  "user.deleted": z.object({
    userId,
    isGuest: z.boolean(),
    reason: z.enum(["own wish", "managed", "inactive", "merge", "discard"]),
  }),
};

export type WebhookType = keyof typeof data;

/** The events that leave the house. */
export const webhookTypes = Object.keys(data) as WebhookType[];

const event = <Type extends WebhookType>(type: Type) =>
  z.object({ id: z.string(), type: z.literal(type), timestamp: z.iso.datetime(), data: data[type] });

/** The body of a webhook. `id` is that of the event in the audit trail, and the same at every attempt. */
export const webhookEvent = z.discriminatedUnion("type", [
  event("user.created"),
  event("user.upgraded"),
  event("user.merged"),
  event("user.deleted"),
]);

export type WebhookEvent = z.infer<typeof webhookEvent>;
