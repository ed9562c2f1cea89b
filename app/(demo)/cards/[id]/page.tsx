import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { currentSession } from "@/app/current-session";
import { CopyLink } from "../../_components/copy-link";
import { Cover } from "../../_components/cover";
import { SignForm } from "../../_components/sign-form";
import { Wall } from "../../_components/wall";
import { findCard, wallOf } from "../../_lib/cards";
import { signCardForm } from "../../actions";

type Props = { params: Promise<{ id: string }> };

const readCard = cache(findCard);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const card = await readCard((await params).id);
  return { title: card?.title ?? "Not found", robots: { index: false } };
}

/** Anybody who has the link sees the card and can sign it. */
export default async function CardPage({ params }: Props) {
  const { id } = await params;
  const card = await readCard(id);
  if (card === null) notFound();
  const [wall, session] = await Promise.all([wallOf(card.id), currentSession()]);
  const name = "user" in session ? session.user.name : null;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[20rem_1fr] lg:gap-12">
      <div className="grid min-w-0 gap-6 lg:sticky lg:top-6">
        <article className="sheet overflow-hidden">
          <Cover occasion={card.occasion} className="aspect-4/3 w-full" />
          <div className="p-6 text-center">
            <h1 dir="auto" className="text-3xl">
              {card.title}
            </h1>
            <p className="mt-3 text-lg text-muted">
              For <bdi>{card.recipient}</bdi>
            </p>
          </div>
        </article>
        <CopyLink />
      </div>
      <div className="grid min-w-0 gap-10">
        <Wall signatures={wall} />
        <SignForm signCard={signCardForm} cardId={card.id} name={name} />
      </div>
    </div>
  );
}
