"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { control, FieldFrame, TextField } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Preferences } from "../../_lib/preferences/preferences";
import type { Signature } from "../../_lib/signature/signatures";
import { changeSignatureForm, signCardForm } from "../../actions";
import { FormRefusal } from "../prompts/action-form";
import { stickerOf } from "../sticker/sticker";
import { DrawingPad } from "./drawing-pad";
import { InkField, inkOf, inkText, StickerField } from "./pen-fields";
import { useDraft } from "./use-draft";

const noAccess = "You no longer have access to this card. Open the link again – your text is saved here.";
const words = {
  NOT_FOUND: noAccess,
  NO_SESSION: noAccess,
  ANONYMOUS_SESSION_EXPIRED: noAccess,
  SESSION_EXPIRED: "You've been signed out. Sign in again – your text is saved here.",
  SESSION_ROTATED: "You've signed in somewhere else. Reload this page – your text is saved here.",
  CONFLICT: "The card was closed while you were writing. It can't be signed anymore.",
  FORBIDDEN: "You've signed as often as you can in one day. Try again tomorrow.",
};

/**
 * Writes a new signature, or changes one's own. Nothing that was typed is lost, whatever goes wrong. `onSend` is called for a new one, `onSaved`
 * with the signature's id.
 */
export function SignForm({
  cardId,
  pen,
  change,
  onSend,
  onSaved,
}: {
  cardId: string;
  pen: Preferences;
  /** The signature that is changed; null for a new one. */
  change: Signature | null;
  onSend: (form: FormData) => void;
  onSaved: (id: string) => void;
}) {
  const { state, pending, form, errors, field } = useForm(
    change ? changeSignatureForm : signCardForm,
    change ? undefined : onSend,
  );
  const message = useRef<HTMLTextAreaElement>(null);
  const values = state.status === "failed" ? state.values : null;
  const router = useRouter();
  const [ink, setInk] = useState(inkOf(values?.ink ?? change?.ink ?? pen.ink));
  const [drawing, setDrawing] = useState(values?.drawing ?? change?.drawing ?? "");
  const [draws, setDraws] = useState(drawing !== "");
  const { keep, forget } = useDraft(`draft ${change?.id ?? cardId}`, form.ref, (kept) => {
    setDrawing(kept.drawing ?? "");
    setDraws(Boolean(kept.drawing));
    setInk(inkOf(kept.ink));
  });

  const kept = useRef(drawing);
  const drew = useEffectEvent(keep);
  useEffect(() => {
    if (drawing !== kept.current) drew();
    kept.current = drawing;
  }, [drawing]);

  const answered = useEffectEvent((answer: typeof state) => {
    if (answer.status !== "done") return;
    onSaved(answer.data.id);
    if (change) {
      forget();
      router.replace(`/cards/${cardId}`, { scroll: false });
      return;
    }
    // What was typed since then is a new message.
    const sent = answer.values.message?.replaceAll("\r\n", "\n");
    if (message.current === null || message.current.value !== sent) return keep();
    message.current.value = "";
    const none = form.ref.current?.querySelector<HTMLInputElement>('[name="sticker"][value=""]');
    if (none) none.checked = true;
    setDrawing("");
    setDraws(false);
    forget();
  });
  useEffect(() => answered(state), [state]);

  return (
    <section id="sign" aria-labelledby="sign-heading" className="sheet grid scroll-mt-4 gap-4 p-5 sm:p-7">
      <h2 id="sign-heading" className="text-2xl">
        {change ? "Edit your signature" : "Sign the card"}
      </h2>
      <FormRefusal
        state={state}
        words={words}
        quota={{
          text: "Guests can sign 100 times a day. Create an account to sign more.",
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
          {...field("name", change?.name ?? pen.penName)}
          autoComplete="name"
          dir="auto"
        />
        <InkField chosen={ink} onChange={setInk} />
        <StickerField chosen={stickerOf(values?.sticker ?? change?.sticker)} />
        <details
          className="group no-script:hidden"
          open={draws || errors.drawing !== undefined}
          onToggle={(event) => setDraws(event.currentTarget.open)}
        >
          <summary className="flex min-h-11 w-fit items-center gap-1 rounded-xl pr-2 font-semibold">
            <ChevronRight
              aria-hidden
              className="size-5 text-muted group-open:rotate-90 motion-safe:transition-transform"
            />
            Draw something
          </summary>
          <div className={inkText.get(ink)}>
            <DrawingPad drawing={drawing} onChange={setDrawing} />
          </div>
          {errors.drawing && (
            <p role="alert" className="font-medium text-danger text-sm">
              {errors.drawing}
            </p>
          )}
        </details>
        <input type="hidden" name="drawing" value={drawing} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pending={pending}>{change ? "Save changes" : "Sign"}</SubmitButton>
          {change && (
            <Link href={`/cards/${cardId}`} onClick={forget} className={button.quiet}>
              {state.status === "done" ? "Back to the card" : "Cancel"}
            </Link>
          )}
          <p role="status" className="font-medium text-success">
            {state.status === "done" && (change ? "Saved." : "Signed. Thank you!")}
          </p>
        </div>
      </form>
    </section>
  );
}
