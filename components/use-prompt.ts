"use client";

import { useState, useTransition } from "react";
import type { Envelope, WireError } from "@/lib/contract/errors";

/** A prompt of the browser's own, and why nothing came of it; what did is given to `onAnswer`. */
export function usePrompt<Data>(onAnswer: (data: Data) => void) {
  const [error, setError] = useState<WireError | null>(null);
  const [pending, startTransition] = useTransition();

  function open(ask: () => Promise<Envelope<Data>>) {
    if (pending) return;
    startTransition(async () => {
      setError(null);
      const answer = await ask();
      if (answer.data) onAnswer(answer.data);
      setError(answer.error);
    });
  }

  return { error, pending, open };
}
