"use client";

import { useEffect, useRef } from "react";
import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Card } from "../../_lib/card/cards";
import { changeCardForm } from "../../actions";
import { FormRefusal } from "../prompts/action-form";
import { CardFields } from "./card-fields";

/** Changes what a card is for and says. Folds up again once that is saved. */
export function EditCard({ card }: { card: Card }) {
  const { state, pending, form, field } = useForm(changeCardForm);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (state.status !== "done" || !details.current) return;
    details.current.open = false;
    details.current.querySelector("summary")?.focus();
  }, [state]);
  return (
    <details ref={details} className="mt-4">
      <summary className={`${button.quiet} text-sm`}>Edit card</summary>
      <form {...form} aria-label="Edit card" className="mt-3 grid grid-cols-1 gap-5 text-left">
        <FormRefusal
          state={state}
          words={{ CONFLICT: "This card is closed.", NOT_FOUND: "You can't edit this card anymore." }}
        />
        <input type="hidden" name="cardId" value={card.id} />
        <CardFields field={field} card={card} />
        <SubmitButton pending={pending}>Save changes</SubmitButton>
      </form>
      <p role="status" className="sr-only">
        {state.status === "done" && "Saved."}
      </p>
    </details>
  );
}
