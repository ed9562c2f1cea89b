"use client";

import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";
import { inFigures } from "./figures";

/** The way back for events that were given up, where there are any. */
export function ResendWebhooks({ givenUp, send }: { givenUp: number; send: FormAction<{ count: number }> }) {
  const { state, pending, form } = useForm(send);
  return (
    <>
      {state.status === "done" && <Outcome>{inFigures(state.data.count)} on their way again.</Outcome>}
      {givenUp > 0 && (
        <form {...form} className="grid justify-items-start gap-3">
          <FormError state={state} />
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            {pending ? "Sending…" : "Send again what was given up"}
          </button>
        </form>
      )}
    </>
  );
}
