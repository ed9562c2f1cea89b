import Link from "next/link";
import type { SearchParams } from "@/app/(auth)/search-params";
import { button } from "@/components/ui/button";
import { database } from "@/lib/server/db";
import { currentSession } from "../current-session";
import { CardForm } from "./_components/card/card-form";
import { Cover } from "./_components/cover/cover";
import { cardsOf } from "./_lib/card/cards";
import { cardId } from "./_lib/input";

/** Where cards are started. Who has cards sees them first. */
export default async function StartPage({ searchParams }: { searchParams: SearchParams }) {
  const [session, { before }] = await Promise.all([currentSession(), searchParams]);
  const from = cardId.safeParse(before).data ?? null;
  const list = "user" in session ? await cardsOf(await database(), session.user.id, from) : null;
  if (list && list.cards.length > 0) {
    return (
      <>
        <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-4xl">Your cards</h1>
          <Link href="#start" className={button.primary}>
            Start a card
          </Link>
        </div>
        <CardList list={list} isFirstPage={from === null} />
        <section id="start" aria-labelledby="start-heading" className="mx-auto mt-14 max-w-2xl scroll-mt-4">
          <h2 id="start-heading" className="mb-5 text-3xl">
            Start a card
          </h2>
          <CardForm />
        </section>
      </>
    );
  }
  return (
    <>
      <section className="grid items-start gap-8 lg:grid-cols-[1fr_1.25fr] lg:gap-14">
        <div className="lg:pt-8">
          <h1 className="text-4xl sm:text-5xl lg:text-6xl">One card, signed by everyone</h1>
          <p className="mt-4 max-w-prose text-lg text-muted sm:text-xl">
            Pick a cover, add a name, share the link. No account needed.
          </p>
          <SignedCard />
        </div>
        <CardForm />
      </section>
      <section aria-labelledby="your-cards" className="mt-14 sm:mt-20">
        <h2 id="your-cards" className="mb-5 text-3xl">
          Your cards
        </h2>
        {session.status === "unknown" ? (
          <p>We can't look up your cards right now. They are safe.</p>
        ) : (
          <NoCards />
        )}
      </section>
    </>
  );
}

/** A page of the user's own cards and those they joined, with the way to the others. `next` as `cardsOf` gives it. */
function CardList({
  list: { cards, next },
  isFirstPage,
}: {
  list: Awaited<ReturnType<typeof cardsOf>>;
  isFirstPage: boolean;
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

function CardLink({ card }: { card: Awaited<ReturnType<typeof cardsOf>>["cards"][number] }) {
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

/** In place of the cards, while there are none. */
function NoCards() {
  return (
    <div
      data-no-banner
      className="flex flex-col items-center gap-5 rounded-2xl border-2 border-line border-dashed px-6 py-10 text-center sm:flex-row sm:text-left"
    >
      <svg aria-hidden viewBox="0 0 120 90" className="w-32 shrink-0" fill="none" strokeLinejoin="round">
        <path d="M14 24 60 8l46 16v54H14z" className="fill-raised stroke-field" strokeWidth="2" />
        <path d="M28 14h64v44L60 70 28 58z" className="fill-surface stroke-field" strokeWidth="2" />
        <path d="M14 24 60 56l46-32v54H14z" className="fill-raised stroke-field" strokeWidth="2" />
        <path d="M60 38c-9-6-11-10-8-13 3-2 6-1 8 2 2-3 5-4 8-2 3 3 1 7-8 13z" className="fill-accent" />
      </svg>
      <p className="max-w-sm text-lg text-muted">
        Nothing here yet. Cards you start, and cards you're invited to sign, show up here.
      </p>
    </div>
  );
}

/** A picture of a finished card: its cover, and what people wrote inside. */
function SignedCard() {
  return (
    <div aria-hidden className="relative mt-12 hidden h-72 select-none lg:block">
      <div className="sheet absolute top-6 left-36 w-68 rotate-6 py-5 pr-4 pl-14 whitespace-nowrap hand text-2xl leading-8">
        <p>All the best to you!</p>
        <p className="mt-1 rotate-2 text-accent">Grace</p>
        <p className="ml-16 -rotate-3 text-success">hugs, Linus</p>
        <p className="ml-4 rotate-1 text-muted">Cake at four? Mary</p>
        <p className="ml-24 -rotate-2 text-accent">Tim</p>
      </div>
      <div className="sheet absolute top-0 left-2 w-44 -rotate-6 overflow-hidden">
        <Cover occasion="birthday" className="aspect-square w-full" />
        <p className="px-4 py-3 text-center font-display font-semibold text-lg leading-tight">
          Happy birthday, dear Ada
        </p>
      </div>
    </div>
  );
}
