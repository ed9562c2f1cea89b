"use client";

import { useEffect, useRef } from "react";
import { fieldErrors } from "@/components/error-text";
import { control, FieldFrame, TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, useForm } from "@/components/use-form";

export function SignForm({
  signCard,
  cardId,
  name,
}: {
  signCard: FormAction<{ id: string }>;
  cardId: string;
  name: string | null;
}) {
  const { state, pending, form } = useForm(signCard);
  const message = useRef<HTMLTextAreaElement>(null);
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};

  useEffect(() => {
    if (state.status === "done" && message.current) message.current.value = "";
  }, [state]);

  return (
    <section aria-labelledby="sign" className="sheet p-5 sm:p-7">
      <h2 id="sign" className="mb-4 text-2xl">
        Sign the card
      </h2>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="cardId" value={cardId} />
        <FieldFrame label="Your message" error={errors.message}>
          {(wiring) => (
            <textarea
              ref={message}
              name="message"
              rows={4}
              required
              dir="auto"
              className={`${control} field-sizing-content min-h-28 resize-y`}
              defaultValue={failed?.values.message}
              {...wiring}
            />
          )}
        </FieldFrame>
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          dir="auto"
          defaultValue={failed?.values.name ?? name ?? undefined}
          error={errors.name}
        />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pending={pending}>Sign</SubmitButton>
          <p role="status" className="font-medium text-success">
            {state.status === "done" && "Signed. Thank you!"}
          </p>
        </div>
      </form>
    </section>
  );
}
