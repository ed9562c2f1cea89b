"use client";

import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { useForm } from "@/components/use-form";
import type { GatePrompt, Moment } from "../_lib/prompts";
import { takePromptForm } from "../actions";

/** Leads to the account, remembers which offer it was that led there, and comes back to `next` afterwards. */
export function TakePrompt({ prompt, next }: { prompt: Moment | GatePrompt; next: string }) {
  const { state, form } = useForm(takePromptForm);
  return (
    <form {...form}>
      <FormError state={state} />
      <input type="hidden" name="prompt" value={prompt} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" className={button.primary}>
        Create an account
      </button>
    </form>
  );
}
