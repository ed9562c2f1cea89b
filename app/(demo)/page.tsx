import Link from "next/link";
import { button } from "@/components/ui/button";
import { database } from "@/lib/server/db";
import { currentSession } from "../current-session";
import { CardForm } from "./_components/card/card-form";
import { CardList, NoCards, SignedCard } from "./_components/card/card-list";
import { cardsOf } from "./_lib/card/cards";
import { cardId } from "./_lib/input";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where cards are started. Who has cards sees them first. */
export default async function StartPage({ searchParams }: Props) {
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
        <CardList cards={list.cards} isFirstPage={from === null} next={list.next} />
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
