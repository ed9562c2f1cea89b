"use client";

import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/use-form";
import { joinForm } from "../actions";
import { Refused } from "./refused";

/** Lets whoever has the link in to the card. */
export function JoinForm({ link }: { link: string }) {
  const { state, pending, form } = useForm(joinForm);
  return (
    <form {...form} className="grid gap-3">
      <Refused
        state={state}
        words={{ TOKEN_INVALID: "This link was closed or renewed. Ask whoever sent it for the new one." }}
      />
      <input type="hidden" name="link" value={link} />
      <SubmitButton pending={pending}>Open the card</SubmitButton>
    </form>
  );
}
