import { after } from "next/server";
import { webhookDelivery } from "./webhooks/deliver-webhooks"; // eject: webhooks

/** Something that a feature sends to another server, from what is in the database. `run` never throws: what fails stays due. */
type Delivery = { isOn: () => boolean; run: () => Promise<void> };

/** One line for each feature that sends something. */
const deliveries: readonly Delivery[] = [
  webhookDelivery, // eject: webhooks
];

/** Sends what is due, once the answer to this request is out. */
export function deliverLater(): void {
  for (const { isOn, run } of deliveries) if (isOn()) after(run);
}

/** Sends what is due. */
export async function deliverNow(): Promise<void> {
  await Promise.all(deliveries.map(({ isOn, run }) => (isOn() ? run() : undefined)));
}
