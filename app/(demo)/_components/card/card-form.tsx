"use client";

import { useEffect, useRef } from "react";
import { RequestKey } from "@/components/form/request-key";
import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Card } from "../../_lib/card/cards";
import { changeCardForm, startCardForm } from "../../actions";
import { Cover, occasions } from "../cover/cover";
import { PictureChoice } from "../picture-choice";
import { FormRefusal } from "../prompts/action-form";

/** Starts a card. */
export function CardForm() {
  const { state, pending, form, field } = useForm(startCardForm);
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

/** What a card is for, for whom, and what it says. `card` is the one that is changed. */
function CardFields({ field, card }: { field: ReturnType<typeof useForm>["field"]; card?: Card }) {
  const { defaultValue, error } = field("occasion", card?.occasion);
  return (
    <>
      <OccasionField chosen={defaultValue ?? "birthday"} error={error} />
      <TextField
        label="Who is it for?"
        {...field("recipient", card?.recipient)}
        autoComplete="off"
        dir="auto"
        placeholder="Ada"
      />
      <TextField
        label="What should the card say?"
        {...field("title", card?.title)}
        autoComplete="off"
        dir="auto"
        placeholder="Happy birthday, dear Ada"
      />
      <TextField label="Date" {...field("day", card?.day)} type="date" optional />
    </>
  );
}

/** Chooses the occasion by its cover. */
function OccasionField({ chosen, error }: { chosen: string; error: string | undefined }) {
  return (
    <fieldset aria-describedby={error && "occasion-error"} className="min-w-0">
      <legend className="mb-2 font-semibold">What is the occasion?</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,4.5rem),1fr))] gap-1 sm:grid-cols-4 sm:gap-2">
        {occasions.map(({ occasion, label }) => (
          <PictureChoice
            key={occasion}
            name="occasion"
            value={occasion}
            defaultChecked={occasion === chosen}
            className="group p-1"
          >
            <Cover occasion={occasion} className="pointer-events-none aspect-3/2 w-full rounded-lg" />
            <span className="block px-1 py-1.5 text-center font-medium text-xs leading-tight wrap-normal group-has-checked:font-bold sm:text-sm">
              {label}
            </span>
          </PictureChoice>
        ))}
      </div>
      {error && (
        <p id="occasion-error" className="mt-1.5 font-medium text-danger text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
