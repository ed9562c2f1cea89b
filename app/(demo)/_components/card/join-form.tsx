"use client";

import { RequestKey } from "@/components/form/request-key";
import { useForm } from "@/components/form/use-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { joinForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";

/** Joins the card that the link is for. */
export function JoinForm({ link }: { link: string }) {
  const { state, pending, form } = useForm(joinForm);
  return (
    <form {...form} data-no-banner className="grid gap-3">
      <FormRefusal
        state={state}
        words={{
          TOKEN_INVALID: "This link no longer works. Ask the person who sent it for a new one.",
          FORBIDDEN: "This card already has as many people as it can take.",
        }}
      />
      <RequestKey />
      <input type="hidden" name="link" value={link} />
      <SubmitButton pending={pending}>Open the card</SubmitButton>
    </form>
  );
}
