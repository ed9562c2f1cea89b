"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { TestResult } from "@/lib/features/webhooks/webhook-request";

/** Sends a test event and shows what the receiver answered. */
export function SendTestEvent({ send }: { send: FormAction<TestResult> }) {
  const { state, pending, form } = useForm(send);
  return (
    <form {...form} className="grid justify-items-start gap-3">
      <FormError state={state} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {pending ? "Sending…" : "Send a test event"}
      </button>
      <p role="status" className="empty:hidden">
        {!pending && state.status === "done" && answerText(state.data)}
      </p>
    </form>
  );
}

function answerText({ isAccepted, answer }: TestResult): string {
  return isAccepted
    ? `Your server accepted the test event: it ${answer}.`
    : `Your server didn’t accept the test event: ${answer}.`;
}
