"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { FormError } from "@/components/ui/form-error";
import type { WireError } from "@/lib/api/errors";
import type { FormState } from "@/lib/api/form-state";
import { TakePrompt } from "./take-prompt";

/** Why a form was refused, in the words of what it is about, and with the way to an account where that would help. */
export function FormRefusal<Data>({
  state,
  words,
  quota,
}: {
  state: FormState<Data>;
  words?: Partial<Record<WireError["code"], string>>;
  /** How much of this a guest may do, and where to come back to after the upgrade. */
  quota?: { text: string; next: string };
}) {
  const code = state.status === "failed" ? state.error.code : null;
  if (code === "FULL_ACCOUNT_REQUIRED" && quota) {
    return (
      <Announced answer={state} look="grid justify-items-start gap-3 rounded-xl bg-banner px-4 py-3">
        <p>{quota.text}</p>
        <TakePrompt prompt="quota" next={quota.next} />
      </Announced>
    );
  }
  const text = code && words?.[code];
  if (!text) return <FormError state={state} />;
  return (
    <Announced answer={state} look="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
      <p>{text}</p>
    </Announced>
  );
}

function Announced({ answer, look, children }: { answer: unknown; look: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // The same refusal again is a new answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as just said.
  useEffect(() => ref.current?.focus(), [answer]);
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={`scroll-my-6 ${look}`}>
      {children}
    </div>
  );
}
