"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { WireError } from "@/lib/api/errors";
import type { AnswerOf } from "@/lib/api/table";

/**
 * Offers passkeys among the suggestions of the email field. It asks the server once somebody turns to the field, not for everyone who opens the page.
 * Returns what went wrong with a passkey that was chosen.
 */
export function useAutofill(
  isOn: boolean,
  onSignedIn: (data: AnswerOf<"POST /api/auth/passkey/sign-in">) => void,
): WireError | null {
  const [error, setError] = useState<WireError | null>(null);
  const signedIn = useEffectEvent(onSignedIn);

  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>('input[autocomplete$="webauthn"]');
    if (!isOn || !field) return;
    const left = new AbortController();
    async function offer() {
      const prompts = await import("@/lib/features/passkeys/prompts").catch(() => null);
      if (!prompts || left.signal.aborted) return;
      left.signal.addEventListener("abort", prompts.cancelPrompt);
      const answer = await prompts.signInByAutofill();
      if (left.signal.aborted || answer === null) return;
      setError(answer.error);
      if (answer.data) signedIn(answer.data);
    }
    const started = new AbortController();
    const start = () => {
      started.abort();
      offer();
    };
    field.addEventListener("pointerenter", start, { signal: started.signal });
    field.addEventListener("focus", start, { signal: started.signal });
    return () => {
      started.abort();
      left.abort();
    };
  }, [isOn]);

  return error;
}
