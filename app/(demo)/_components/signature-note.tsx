"use client";

import Link from "next/link";
import { button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/use-form";
import { inkText } from "../_lib/pen";
import type { Signature } from "../_lib/signatures";
import { removeSignatureForm } from "../actions";
import { Drawing } from "./drawing";
import { Refused } from "./refused";
import { StickerShape } from "./sticker";

export type Note = Signature & { isPending?: true };

/** One signature on the wall, with what its writer, or the card's owner, may do about it. */
export function SignatureNote({
  note,
  cardId,
  isOwner,
  isClosed,
}: {
  note: Note;
  cardId: string;
  isOwner: boolean;
  isClosed: boolean;
}) {
  return (
    <li
      id={note.id}
      className={`sheet mb-4 break-inside-avoid p-5 motion-safe:animate-[arrive_500ms_ease-out] ${note.isPending ? "opacity-60" : ""}`}
    >
      <div className="flex items-start gap-3">
        <p dir="auto" className="min-w-0 flex-1 whitespace-pre-wrap font-display text-lg leading-normal">
          {note.message}
        </p>
        {note.sticker && <StickerShape sticker={note.sticker} className="-mt-1 -mr-1 size-11 rotate-6" />}
      </div>
      <div className={inkText.get(note.ink)}>
        {note.drawing && <Drawing strokes={note.drawing} className="mt-3 w-full max-w-64" />}
        <p dir="auto" className="mt-2 font-(family-name:--font-hand) text-3xl leading-tight">
          {note.name}
        </p>
      </div>
      {note.isPending && <p className="text-muted text-sm">Sending…</p>}
      {!note.isPending && (note.isOwn || isOwner) && (
        <div className="mt-3 -mb-2 flex flex-wrap items-start gap-x-1 border-line border-t pt-2">
          {note.isOwn && !isClosed && (
            <Link
              href={`/cards/${cardId}?change=${note.id}#sign`}
              className={`${button.quiet} -ml-5 text-sm`}
            >
              Change <span className="sr-only">your signature</span>
            </Link>
          )}
          <RemoveSignature note={note} cardId={cardId} />
        </div>
      )}
    </li>
  );
}

function RemoveSignature({ note, cardId }: { note: Note; cardId: string }) {
  const { state, pending, form } = useForm(removeSignatureForm);
  return (
    <details className="min-w-0 first:-ml-5">
      <summary className={`${button.quiet} list-none text-sm [&::-webkit-details-marker]:hidden`}>
        Remove{" "}
        <span className="sr-only">{note.isOwn ? "your signature" : `the signature of ${note.name}`}</span>
      </summary>
      <form {...form} className="mt-1 grid gap-2">
        <Refused state={state} words={{ NOT_FOUND: "It is gone already. Open this page again." }} />
        <input type="hidden" name="cardId" value={cardId} />
        <input type="hidden" name="signatureId" value={note.id} />
        <SubmitButton pending={pending}>Remove for good</SubmitButton>
      </form>
    </details>
  );
}
