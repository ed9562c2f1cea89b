import { Lock } from "lucide-react";
import { button } from "@/components/ui/button";
import type { GatePrompt, Moment } from "../../_lib/preferences/prompts";
import { dismissPromptForm } from "../../actions";
import { ActionForm, TakePrompt } from "./action-form";

const offers: Record<Moment, { title: string; text: string }> = {
  "first-card": {
    title: "Your first card is ready",
    text: "For now it's saved in this browser only. With an account you can open it on any device.",
  },
  "third-signature": {
    title: "Your card is filling up",
    text: "Three signatures and counting. Create an account so you never lose them.",
  },
  "before-checkout": {
    title: "Save your details with an account?",
    text: "An account keeps your address and your orders. Or continue as a guest below.",
  },
  "after-order": {
    title: "Keep an eye on your order",
    text: "You can only see this page in this browser. With an account you can look it up anywhere.",
  },
};

/** Offers a guest an account at a natural breakpoint, in the flow of the page. Once taken or dismissed, it does not come again. */
export function UpgradePrompt({ moment, next }: { moment: Moment; next: string }) {
  const { title, text } = offers[moment];
  return (
    <aside
      data-no-banner
      aria-label={title}
      className="grid gap-3 rounded-2xl border border-banner-line bg-banner p-5"
    >
      <p className="font-display font-semibold text-xl leading-tight">{title}</p>
      <p>{text}</p>
      <div className="flex flex-wrap items-center gap-2">
        <TakePrompt prompt={moment} next={next} />
        <ActionForm action={dismissPromptForm} fields={{ moment }} label="Not now" look={button.quiet} />
      </div>
    </aside>
  );
}

/** What needs an account, for a guest: unfolds the reason, leads to creating an account, and from there back to `next`. */
export function Gate({
  prompt,
  label,
  why,
  next,
}: {
  prompt: GatePrompt;
  label: string;
  why: string;
  next: string;
}) {
  return (
    <details>
      <summary className={`${button.secondary} w-full justify-between`}>
        {label}
        <Lock aria-hidden className="size-4 text-muted" />
        <span className="sr-only">(needs an account)</span>
      </summary>
      <div className="mt-2 grid justify-items-start gap-3 rounded-xl bg-banner p-4">
        <p>{why}</p>
        <TakePrompt prompt={prompt} next={next} />
      </div>
    </details>
  );
}
