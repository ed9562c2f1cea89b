import Link from "next/link";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../../_lib/card/cards";
import { type Note, SignatureNote } from "./signature-note";
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
