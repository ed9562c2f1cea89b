"use client";

import { inFigures } from "@/components/admin/figures";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import type { TestResult } from "@/lib/features/webhooks/webhook-request";

/** Sends the events again that were given up, where there are any. */
export function ResendWebhooks({ givenUp, send }: { givenUp: number; send: FormAction<{ count: number }> }) {
  const { state, pending, form } = useForm(send);
  return (
    <>
      {state.status === "done" && (
        <Outcome>
          {state.data.count === 1 ? "1 event" : `${inFigures(state.data.count)} events`} will be sent again.
        </Outcome>
      )}
      {givenUp > 0 && (
        <form {...form} className="grid justify-items-start gap-3">
          <FormError state={state} />
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            {pending ? "Sending…" : "Send failed events again"}
          </button>
        </form>
      )}
    </>
  );
}

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
    : `Your server didn't accept the test event: ${answer}.`;
}
