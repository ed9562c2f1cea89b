"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../../_lib/card/cards";
import { removeSignatureForm } from "../../actions";
import { ConfirmedForm } from "../prompts/action-form";
import { type Note, NoteSheet, tiltOf } from "./note-sheet";
import { WallNews } from "./wall-news";

/** A card's signatures, kept up to date. `saved` is the id of the one that was just saved here, or null. */
export function Wall({
  card,
  notes,
  saved,
}: {
  card: OpenCard;
  notes: readonly Note[];
  saved: string | null;
}) {
  const isClosed = card.closedAt !== null;
  return (
    <section aria-labelledby="wall">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id="wall" className="text-2xl">
          {notes.length === 1 ? "1 signature" : `${notes.length} signatures`}
        </h2>
        {!isClosed && notes.length > 0 && (
          <Link href="#sign" className={button.secondary}>
            Sign the card
          </Link>
        )}
      </div>
      <WallNews cardId={card.id} version={card.version} notes={notes} />
      {notes.length === 0 ? (
        <p className="rounded-2xl border-2 border-line border-dashed px-6 py-8 text-center text-lg text-muted">
          {isClosed ? "No one signed this card." : "No messages yet. Be the first to sign."}
        </p>
      ) : (
        <ul className="gap-5 sm:columns-2">
          {notes.map((note) => (
            <SignatureNote
              key={note.id}
              note={note}
              cardId={card.id}
              isOwner={card.isOwner}
              isClosed={isClosed}
              isSaved={note.id === saved}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** One signature on the wall, with what its writer, or the card's owner, can do with it. `isSaved`: it was just saved here. */
function SignatureNote({
  note,
  cardId,
  isOwner,
  isClosed,
  isSaved,
}: {
  note: Note;
  cardId: string;
  isOwner: boolean;
  isClosed: boolean;
  isSaved: boolean;
}) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isSaved || !ref.current) return;
    ref.current.focus({ preventScroll: true });
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    ref.current.scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "center" });
  }, [isSaved]);
  return (
    <li
      ref={ref}
      id={note.id}
      tabIndex={-1}
      className={`sheet relative mb-5 break-inside-avoid p-5 motion-safe:animate-[arrive_500ms_ease-out] ${tiltOf(note.id)} ${note.isPending ? "opacity-60" : ""}`}
    >
      {isSaved && <Confetti />}
      <NoteSheet note={note} />
      {note.isPending && <p className="text-muted text-sm">Sending…</p>}
      {!note.isPending && (note.isOwn || isOwner) && (
        <div className="mt-3 -mb-2 flex flex-wrap items-start gap-x-1 border-line border-t pt-2">
          {note.isOwn && !isClosed && (
            <Link
              href={`/cards/${cardId}?change=${note.id}#sign`}
              className={`${button.quiet} -ml-3 text-sm`}
            >
              Edit <span className="sr-only">your signature</span>
            </Link>
          )}
          <RemoveSignature note={note} cardId={cardId} />
        </div>
      )}
    </li>
  );
}

const scraps = Array.from({ length: 12 }, (_, index) => index);

/** A small celebration over a signature that was just saved. Nothing where motion is to be reduced. */
function Confetti() {
  return (
    <span aria-hidden className="confetti">
      {scraps.map((scrap) => (
        <i key={scrap} />
      ))}
    </span>
  );
}

function RemoveSignature({ note, cardId }: { note: Note; cardId: string }) {
  return (
    <div className="min-w-0 first:-ml-3">
      <ConfirmedForm
        action={removeSignatureForm}
        fields={{ cardId, signatureId: note.id }}
        words={{ NOT_FOUND: "This signature was already deleted. Reload the page." }}
        summary={
          <>
            Delete{" "}
            <span className="sr-only">{note.isOwn ? "your signature" : `the signature of ${note.name}`}</span>
          </>
        }
        summaryLook={`${button.quiet} text-sm`}
        label="Yes, delete it"
        look={button.primary}
        className="mt-1 grid gap-2"
      />
    </div>
  );
}
