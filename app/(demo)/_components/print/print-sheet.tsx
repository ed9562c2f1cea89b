import { Day } from "@/components/ui/local-time";
import type { Card } from "../../_lib/card/cards";
import type { Signature } from "../../_lib/signature/signatures";
import { Cover } from "../cover/cover";
import { NoteSheet } from "../signature/note-sheet";

/** A card on paper: its cover, then what everybody wrote, with the screen's own faces and emoji. */
export function PrintSheet({ card, signatures }: { card: Card; signatures: readonly Signature[] }) {
  return (
    <article className="sheet printable p-6 sm:p-8">
      <header className="grid gap-8 text-center">
        <Cover occasion={card.occasion} className="aspect-3/2 w-full rounded-xl print:filter-none" />
        <div>
          <h1 dir="auto" className="text-4xl">
            {card.title}
          </h1>
          <p className="mt-4 text-xl">
            For <bdi>{card.recipient}</bdi>
          </p>
          {card.day && (
            <p className="mt-1 text-muted">
              <Day at={card.day} />
            </p>
          )}
        </div>
      </header>
      <ul className="mt-8 grid gap-8 print:mt-0 print:block">
        {signatures.map((signature) => (
          <li key={signature.id} className="break-inside-avoid print:mb-8">
            <NoteSheet note={signature} />
          </li>
        ))}
      </ul>
    </article>
  );
}
