"use server";

import { empty } from "@/lib/api/schemas";
import { sendTestEvent } from "@/lib/features/webhooks/deliver-webhooks";
import { sendWebhooksAgain } from "@/lib/features/webhooks/webhook-overview";
import { adminAction, withRefresh } from "@/lib/server/http/action";

/** Sends the events again that were given up, once the answer to this request is out. */
export const sendAgain = withRefresh(adminAction("settings.manage", empty, sendWebhooksAgain));

/** Sends a test event at once. */
export const sendTest = adminAction("settings.manage", empty, sendTestEvent);
