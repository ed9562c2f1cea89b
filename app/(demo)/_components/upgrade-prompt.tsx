"use client";

import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { useForm } from "@/components/use-form";
import type { Moment } from "../_lib/prompts";
import { putOffForm } from "../actions";
import { TakePrompt } from "./take-prompt";

const offers: Record<Moment, { title: string; text: string }> = {
  "first-card": {
    title: "Your first card is on its way",
    text: "It belongs to this browser for now. With an account you find it again on any device.",
  },
  "third-signature": {
    title: "Your card is filling up",
    text: "Three signatures and counting. An account keeps them, even if this device goes.",
  },
  "before-checkout": {
    title: "Order with an account, if you like",
    text: "It keeps your address and your orders. You can order without one just as well, below.",
  },
  "after-order": {
    title: "Keep an eye on your order",
    text: "This page opens in this browser alone. With an account you can look it up from anywhere.",
  },
};

/** Offers a guest an account at a natural breakpoint, in the flow of the page. Taken or put off, it does not come again. */
export function UpgradePrompt({ moment, next }: { moment: Moment; next: string }) {
  const { state, form } = useForm(putOffForm);
  const { title, text } = offers[moment];
  if (state.status === "done") return null;
  return (
    <aside aria-label={title} className="grid gap-3 rounded-2xl border border-banner-line bg-banner p-5">
      <p className="font-display font-semibold text-xl leading-tight">{title}</p>
      <p>{text}</p>
      <div className="flex flex-wrap items-center gap-2">
        <TakePrompt prompt={moment} next={next} />
        <form {...form}>
          <FormError state={state} />
          <input type="hidden" name="moment" value={moment} />
          <button type="submit" className={button.quiet}>
            Not now
          </button>
        </form>
      </div>
    </aside>
  );
}
