import { Lock } from "lucide-react";
import { button } from "@/components/ui/button";
import type { GatePrompt } from "../../_lib/preferences/prompts";
import { TakePrompt } from "./action-form";

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
