"use server";

import { sendWebhooksAgain } from "@/lib/auth/webhook-overview";
import { empty } from "@/lib/contract/schemas";
import { adminAction } from "@/lib/server/action";
import { thenRefresh } from "@/lib/server/onward";

/** Has whatever was given up sent again, once the answer is out. */
export const sendAgain = thenRefresh(adminAction("settings.manage", empty, sendWebhooksAgain));
