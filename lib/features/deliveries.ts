import { after } from "next/server";
import { mailDueCardsNow } from "@/app/(demo)/_lib/card/due-mails"; // eject: demo
import { webhookDelivery } from "./webhooks/deliver-webhooks"; // eject: webhooks

/** Something that a feature sends to another server, from what is in the database. `run` never throws: what fails stays due. */
type Delivery = { isOn: () => boolean; run: () => Promise<void> };

/** One line for each feature that sends something. */
const deliveries: readonly Delivery[] = [
  webhookDelivery, // eject: webhooks
];

/** What becomes due by the time alone, so that no request looks for it. None ever throws: what fails stays due. */
const timed: readonly (() => Promise<void>)[] = [
  mailDueCardsNow, // eject: demo
];

/** Sends what is due, once the answer to this request is out. */
export function deliverLater(): void {
  for (const { isOn, run } of deliveries) if (isOn()) after(run);
}

/** Sends what is due, also by the time alone. */
export async function deliverNow(): Promise<void> {
  const due = [...deliveries.filter(({ isOn }) => isOn()).map(({ run }) => run), ...timed];
  await Promise.all(due.map((run) => run()));
}
