"use client";

import { fieldErrors } from "@/components/error-text";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, useForm } from "@/components/use-form";
import { OccasionField } from "./occasion-field";
import { Refused } from "./refused";

/** Starts a card: what for, for whom, and what it says. */
export function CardForm({ startCard }: { startCard: FormAction<{ id: string }> }) {
  const { state, pending, form } = useForm(startCard);
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  const isFull = failed?.error.code === "FULL_ACCOUNT_REQUIRED";
  return (
    <div className="grid gap-4">
      {isFull && (
        <Refused
          state={state}
          quota={{
            text: "You have twenty cards, which is as many as a guest may have. With an account you can start more.",
            next: "/",
          }}
        />
      )}
      <form {...form} aria-label="Start a card" className="sheet grid gap-5 p-5 sm:p-7">
        {!isFull && <FormError state={state} />}
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
        <TextField
          label="For which day?"
          name="day"
          type="date"
          optional
          defaultValue={failed?.values.day}
          error={errors.day}
        />
        <SubmitButton pending={pending}>Start the card</SubmitButton>
      </form>
    </div>
  );
}
