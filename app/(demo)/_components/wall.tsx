import Link from "next/link";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../_lib/cards";
import { type Note, SignatureNote } from "./signature-note";
import { WallNews } from "./wall-news";

/** Everything that was written into the card, with the news as they come. */
export function Wall({ card, notes }: { card: OpenCard; notes: readonly Note[] }) {
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
          {isClosed ? "Nobody signed this card." : "Still blank inside. Be the first to write something."}
        </p>
      ) : (
        <ul className="gap-4 sm:columns-2">
          {notes.map((note) => (
            <SignatureNote
              key={note.id}
              note={note}
              cardId={card.id}
              isOwner={card.isOwner}
              isClosed={isClosed}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
