import Link from "next/link";
import { button } from "@/components/ui/button";
import type { cardsOf } from "../../_lib/card/cards";
import { Cover } from "../cover/cover";

type ListedCard = Awaited<ReturnType<typeof cardsOf>>["cards"][number];

/** A page of the user's own cards and those they joined, with the way to the others. `next` as `cardsOf` gives it. */
export function CardList({
  cards,
  isFirstPage,
  next,
}: {
  cards: readonly ListedCard[];
  isFirstPage: boolean;
  next: string | null;
}) {
  return (
    <>
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {cards.map((card) => (
          <CardLink key={card.id} card={card} />
        ))}
      </ul>
      {!(isFirstPage && next === null) && (
        <p className="mt-6 flex flex-wrap gap-2">
          {!isFirstPage && (
            <Link href="/" className={button.secondary}>
              Newest cards
            </Link>
          )}
          {next && (
            <Link href={`/?before=${next}`} className={button.secondary}>
              Older cards
            </Link>
          )}
        </p>
      )}
    </>
  );
}

function CardLink({ card }: { card: ListedCard }) {
  return (
    <li className="min-w-0">
      <Link
        href={`/cards/${card.id}`}
        className="sheet block h-full overflow-hidden motion-safe:transition-transform motion-safe:hover:-translate-y-0.5"
      >
        <Cover occasion={card.occasion} className="aspect-5/2 w-full" />
        <span className="block p-4">
          <bdi dir="auto" className="line-clamp-2 font-display font-semibold text-xl leading-snug">
            {card.title}
          </bdi>
          <span className="mt-1 block text-muted">
            For <bdi>{card.recipient}</bdi> ·{" "}
            {card.signatures === 1 ? "1 signature" : `${card.signatures} signatures`}
            {!card.isOwner && <span> · Shared with you</span>}
            {card.closedAt && <span> · Closed</span>}
          </span>
        </span>
      </Link>
    </li>
  );
}
