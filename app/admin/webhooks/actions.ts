"use server";

import { refresh } from "next/cache";
import { sendWebhooksAgain } from "@/lib/auth/webhook-overview";
import type { FormState } from "@/lib/contract/form-state";
import { empty } from "@/lib/contract/schemas";
import { adminAction } from "@/lib/server/action";

type Sent = FormState<{ count: number }>;

const again = adminAction("settings.manage", empty, sendWebhooksAgain);

/** Has whatever was given up sent again, once the answer is out. */
export async function sendAgain(previous: Sent, form: FormData): Promise<Sent> {
  const state = await again(previous, form);
  if (state.status === "done") refresh();
  return state;
}
