"use client";

import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { GatePrompt, Moment } from "../../_lib/preferences/prompts";
import { takePromptForm } from "../../actions";

/** Leads to the page that creates an account, notes which prompt led there, and comes back to `next` afterwards. */
export function TakePrompt({ prompt, next }: { prompt: Moment | GatePrompt; next: string }) {
  const { state, form } = useForm(takePromptForm);
  return (
    <form {...form}>
      <FormError state={state} />
      <input type="hidden" name="prompt" value={prompt} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" className={button.primary}>
        Create account
      </button>
    </form>
  );
}
