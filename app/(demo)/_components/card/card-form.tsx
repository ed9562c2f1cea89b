"use client";

import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { FormRefusal } from "../prompts/action-form";
import { CardFields } from "./card-fields";

/** Starts a card. */
export function CardForm({ startCard }: { startCard: FormAction<{ id: string }> }) {
  const { state, pending, form, field } = useForm(startCard);
  return (
    <div className="grid gap-4">
      <FormRefusal
        state={state}
        words={{ FORBIDDEN: "You've reached the limit of 1,000 cards. Delete one to start another." }}
        quota={{
          text: "Guests can have 20 cards. Create an account to start more.",
          next: "/",
        }}
      />
      <form {...form} aria-label="Start a card" className="sheet grid grid-cols-1 gap-5 p-5 sm:p-7">
        <RequestKey />
        <CardFields field={field} />
        <SubmitButton pending={pending}>Start the card</SubmitButton>
      </form>
    </div>
  );
}
