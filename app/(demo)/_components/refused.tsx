"use client";

import { FormError } from "@/components/ui/form-error";
import type { WireError } from "@/lib/contract/errors";
import type { FormState } from "@/lib/contract/form-state";
import { TakePrompt } from "./take-prompt";

/** Why a form was refused, in the words of what it is about, and with the way to an account where that would help. */
export function Refused<Data>({
  state,
  words,
  quota,
}: {
  state: FormState<Data>;
  words?: Partial<Record<WireError["code"], string>>;
  /** How much of this a guest may do, and the way back here after the upgrade. */
  quota?: { text: string; next: string };
}) {
  const code = state.status === "failed" ? state.error.code : null;
  if (code === "FULL_ACCOUNT_REQUIRED" && quota) {
    return (
      <div role="alert" className="grid justify-items-start gap-3 rounded-xl bg-banner px-4 py-3">
        <p>{quota.text}</p>
        <TakePrompt prompt="quota" next={quota.next} />
      </div>
    );
  }
  const text = code && words?.[code];
  if (!text) return <FormError state={state} />;
  return (
    <p role="alert" className="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
      {text}
    </p>
  );
}
