"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { fieldErrors } from "@/components/error-text";
import { button } from "@/components/ui/button";
import { control, FieldFrame, TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, useForm } from "@/components/use-form";
import { inks, stickers } from "../_lib/pen";
import type { Preferences } from "../_lib/preferences";
import type { Signature } from "../_lib/signatures";
import { DrawingPad } from "./drawing-pad";
import { InkField, StickerField } from "./pen-fields";
import { Refused } from "./refused";
import { useDraft } from "./use-draft";

const notLetIn =
  "This browser is not let in to the card any more. Open its link again: what you wrote waits for you here.";
const words = {
  NOT_FOUND: notLetIn,
  NO_SESSION: notLetIn,
  ANONYMOUS_SESSION_EXPIRED: notLetIn,
  SESSION_EXPIRED: "You have been signed out meanwhile. Sign in again: what you wrote waits for you here.",
  SESSION_ROTATED:
    "You have signed in elsewhere meanwhile. Open this page again: what you wrote waits for you here.",
  CONFLICT: "The card was closed while you were writing. It takes no more signatures.",
};

/** Writes a new signature, or an own one anew. What is in it survives whatever goes wrong. */
export function SignForm<Data>({
  action,
  cardId,
  pen,
  change,
  onSend,
}: {
  action: FormAction<Data>;
  cardId: string;
  pen: Preferences;
  /** The own signature that is written anew; null for a new one. */
  change: Signature | null;
  onSend?: (form: FormData) => void;
}) {
  const { state, pending, form } = useForm(action, onSend);
  const message = useRef<HTMLTextAreaElement>(null);
  const values = state.status === "failed" ? state.values : null;
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  const router = useRouter();
  const [drawing, setDrawing] = useState(values?.drawing ?? change?.drawing ?? "");
  const [draws, setDraws] = useState(drawing !== "");
  const { keep, forget } = useDraft(`draft ${change?.id ?? cardId}`, form.ref, (kept) => {
    setDrawing(kept.drawing ?? "");
    setDraws(Boolean(kept.drawing));
  });

  const kept = useRef(drawing);
  useEffect(() => {
    if (drawing !== kept.current) keep();
    kept.current = drawing;
  }, [drawing, keep]);

  const isChange = change !== null;
  useEffect(() => {
    if (state.status !== "done") return;
    if (isChange) {
      forget();
      router.replace(`/cards/${cardId}`, { scroll: false });
      return;
    }
    // Whatever was typed since it was sent is something new.
    const sent = state.values.message?.replaceAll("\r\n", "\n");
    if (message.current === null || message.current.value !== sent) return keep();
    message.current.value = "";
    const none = form.ref.current?.querySelector<HTMLInputElement>('[name="sticker"][value=""]');
    if (none) none.checked = true;
    setDrawing("");
    setDraws(false);
    forget();
  }, [state, keep, forget, form.ref, isChange, cardId, router]);

  const ink = inks.find((one) => one.ink === (values?.ink ?? change?.ink ?? pen.ink));
  const sticker = stickers.find((one) => one.sticker === (values?.sticker ?? change?.sticker));

  return (
    <section id="sign" aria-labelledby="sign-heading" className="sheet grid scroll-mt-4 gap-4 p-5 sm:p-7">
      <h2 id="sign-heading" className="text-2xl">
        {change ? "Change your signature" : "Sign the card"}
      </h2>
      <Refused
        state={state}
        words={words}
        quota={{
          text: "You have signed a hundred times today, which is as much as a guest may. With an account you can go on.",
          next: `/cards/${cardId}#sign`,
        }}
      />
      <form {...form} onInput={keep} className="grid gap-5">
        <input type="hidden" name="cardId" value={cardId} />
        {change && <input type="hidden" name="signatureId" value={change.id} />}
        <FieldFrame label="Your message" error={errors.message}>
          {(wiring) => (
            <textarea
              ref={message}
              name="message"
              rows={4}
              required
              dir="auto"
              className={`${control} field-sizing-content min-h-28 resize-y`}
              defaultValue={values?.message ?? change?.message}
              {...wiring}
            />
          )}
        </FieldFrame>
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          dir="auto"
          defaultValue={values?.name ?? change?.name ?? pen.penName ?? undefined}
          error={errors.name}
        />
        <InkField chosen={ink?.ink ?? "blue"} />
        <StickerField chosen={sticker?.sticker ?? null} />
        <details
          className="group no-script:hidden"
          open={draws || errors.drawing !== undefined}
          onToggle={(event) => setDraws(event.currentTarget.open)}
        >
          <summary className="flex min-h-11 w-fit list-none items-center gap-1 rounded-xl pr-2 font-semibold [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              className="size-5 text-muted group-open:rotate-90 motion-safe:transition-transform"
            />
            Draw something
          </summary>
          <DrawingPad drawing={drawing} onChange={setDrawing} />
          {errors.drawing && (
            <p role="alert" className="font-medium text-danger text-sm">
              {errors.drawing}
            </p>
          )}
        </details>
        <input type="hidden" name="drawing" value={drawing} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pending={pending}>{change ? "Save the change" : "Sign"}</SubmitButton>
          {change && (
            <Link href={`/cards/${cardId}`} onClick={forget} className={button.quiet}>
              {state.status === "done" ? "Back to the card" : "Leave it as it was"}
            </Link>
          )}
          <p role="status" className="font-medium text-success">
            {state.status === "done" && (change ? "Changed." : "Signed. Thank you!")}
          </p>
        </div>
      </form>
    </section>
  );
}
