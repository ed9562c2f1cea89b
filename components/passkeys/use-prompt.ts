"use client";

import { useState, useTransition } from "react";
import type { Envelope, WireError } from "@/lib/api/errors";

/** Opens a prompt of the browser's own and keeps its error; an answer is given to `onAnswer`. */
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
