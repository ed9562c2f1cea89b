"use client";

import { fieldErrors } from "@/components/error-text";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, useForm } from "@/components/use-form";
import { OccasionField } from "./occasion-field";

export function CardForm({ startCard }: { startCard: FormAction<{ id: string }> }) {
  const { state, pending, form } = useForm(startCard);
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} aria-label="Start a card" className="sheet grid gap-5 p-5 sm:p-7">
      <FormError state={state} />
      <OccasionField chosen={failed?.values.occasion ?? "birthday"} error={errors.occasion} />
      <TextField
        label="Who is it for?"
        name="recipient"
        autoComplete="off"
        dir="auto"
        placeholder="Ada"
        defaultValue={failed?.values.recipient}
        error={errors.recipient}
      />
      <TextField
        label="What does it say on the card?"
        name="title"
        autoComplete="off"
        dir="auto"
        placeholder="Happy birthday, dear Ada"
        defaultValue={failed?.values.title}
        error={errors.title}
      />
      <SubmitButton pending={pending}>Start the card</SubmitButton>
    </form>
  );
}
