import Link from "next/link";
import type { SessionState } from "@/components/session-provider";
import { database } from "@/lib/server/db";
import { cardsOf } from "../_lib/cards";
import { Cover } from "./cover";
import { NoCards } from "./no-cards";

/** The cards of whoever is here: their own, and those they were sent. */
export async function YourCards({ session }: { session: SessionState }) {
  return (
    <section aria-labelledby="your-cards" className="mt-14 sm:mt-20">
      <h2 id="your-cards" className="mb-5 text-3xl">
        Your cards
      </h2>
      {session.status === "unknown" && <p>We cannot look up your cards right now. They are safe.</p>}
      {session.status === "visitor" && <NoCards />}
      {"user" in session && <Cards userId={session.user.id} />}
    </section>
  );
}

async function Cards({ userId }: { userId: string }) {
  const cards = await cardsOf(await database(), userId);
  if (cards.length === 0) return <NoCards />;
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
      {cards.map((card) => (
        <li key={card.id} className="min-w-0">
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
                {!card.isOwner && " · Sent to you"}
                {card.closedAt && " · Closed"}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
