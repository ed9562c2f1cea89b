"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../../_lib/card/cards";
import { removeSignatureForm } from "../../actions";
import { ConfirmedForm } from "../prompts/action-form";
import { type Note, NoteSheet, tiltOf } from "./note-sheet";

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
      <News card={card} notes={notes} />
      {notes.length === 0 ? (
        <p className="rounded-2xl border-2 border-line border-dashed px-6 py-8 text-center text-lg text-muted">
          {isClosed ? "No one signed this card." : "No messages yet. Be the first to sign."}
        </p>
      ) : (
        <ul className="gap-5 sm:columns-2">
          {notes.map((note) => (
            <SignatureNote key={note.id} note={note} card={card} isSaved={note.id === saved} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** One signature on the wall, with what its writer, or the card's owner, can do with it. `isSaved`: it was just saved here. */
function SignatureNote({ note, card, isSaved }: { note: Note; card: OpenCard; isSaved: boolean }) {
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
      {!note.isPending && (note.isOwn || card.isOwner) && (
        <div className="mt-3 -mb-2 flex flex-wrap items-start gap-x-1 border-line border-t pt-2">
          {note.isOwn && card.closedAt === null && (
            <Link
              href={`/cards/${card.id}?change=${note.id}#sign`}
              className={`${button.quiet} -ml-3 text-sm`}
            >
              Edit <span className="sr-only">your signature</span>
            </Link>
          )}
          <div className="min-w-0 first:-ml-3">
            <ConfirmedForm
              action={removeSignatureForm}
              fields={{ cardId: card.id, signatureId: note.id }}
              words={{ NOT_FOUND: "This signature was already deleted. Reload the page." }}
              summary={
                <>
                  Delete{" "}
                  <span className="sr-only">
                    {note.isOwn ? "your signature" : `the signature of ${note.name}`}
                  </span>
                </>
              }
              summaryLook={`${button.quiet} text-sm`}
              label="Yes, delete it"
              look={button.primary}
              className="mt-1 grid gap-2"
            />
          </div>
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

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** How often a visible page asks whether the card has changed (milliseconds). */
const every = 4_000;

/** Shows what others write without a reload, and announces it. Asks only while the page is visible. */
function News({ card: { id: cardId, version }, notes }: { card: OpenCard; notes: readonly Note[] }) {
  const router = useRouter();
  const known = useRef(new Set(notes.map(({ id }) => id)));
  const [news, setNews] = useState("");

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      if (await hasChanged(cardId, version, signal)) router.refresh();
    };
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look, { signal });
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [cardId, version, router]);

  useEffect(() => {
    const others = notes.filter(({ id, isOwn, isPending }) => !isOwn && !isPending && !known.current.has(id));
    for (const { id } of notes) known.current.add(id);
    if (others.length > 0) setNews(`${list.format(others.map(({ name }) => name))} signed the card.`);
  }, [notes]);

  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}

async function hasChanged(cardId: string, version: string, signal: AbortSignal): Promise<boolean> {
  try {
    const headers = { "If-None-Match": `"${version}"` };
    const answer = await fetch(`/cards/${cardId}/version`, { headers, signal, cache: "no-store" });
    // Who has lost access keeps what they see, and what they are writing.
    return answer.status === 200;
  } catch {
    // Offline for a moment, or the page was left: the next request will tell.
    return false;
  }
}
