"use client";

import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { cancelOrderForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";

/** Cancels an open order, after asking once more. */
export function CancelOrder({ orderId }: { orderId: string }) {
  const { state, form } = useForm(cancelOrderForm);
  return (
    <details>
      <summary className={`${button.secondary} list-none [&::-webkit-details-marker]:hidden`}>
        Cancel this order
      </summary>
      <form {...form} className="mt-2 grid justify-items-start gap-3 rounded-xl bg-raised p-4">
        <FormRefusal state={state} words={{ NOT_FOUND: "This order was already cancelled." }} />
        <p>Nothing will be printed. You can order again anytime.</p>
        <input type="hidden" name="orderId" value={orderId} />
        <button type="submit" className={button.danger}>
          Yes, cancel it
        </button>
      </form>
    </details>
  );
}
