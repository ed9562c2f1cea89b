"use client";

import { button } from "@/components/ui/button";
import { useForm } from "@/components/use-form";
import { cancelOrderForm } from "../actions";
import { Refused } from "./refused";

/** Cancels an open order, once more asked. */
export function CancelOrder({ orderId }: { orderId: string }) {
  const { state, form } = useForm(cancelOrderForm);
  return (
    <details>
      <summary className={`${button.secondary} list-none [&::-webkit-details-marker]:hidden`}>
        Cancel this order
      </summary>
      <form {...form} className="mt-2 grid justify-items-start gap-3 rounded-xl bg-raised p-4">
        <Refused state={state} words={{ NOT_FOUND: "It was cancelled already." }} />
        <p>Then nothing is printed. You can order again whenever you like.</p>
        <input type="hidden" name="orderId" value={orderId} />
        <button type="submit" className={button.danger}>
          Yes, cancel it
        </button>
      </form>
    </details>
  );
}
