import type { Metadata } from "next";
import type { SearchParams } from "@/app/(auth)/search-params";
import { Day } from "@/components/ui/local-time";
import { database } from "@/lib/server/db";
import { missingPage } from "@/lib/server/request/requested-path";
import { CardActions, type Intent } from "../../_components/card/card-actions";
import { EditCard } from "../../_components/card/card-form";
import { Circle } from "../../_components/card/circle";
import { DeliverCard } from "../../_components/card/deliver-card";
import { ShareCard } from "../../_components/card/share-card";
import { Cover } from "../../_components/cover/cover";
import { UpgradePrompt } from "../../_components/prompts/upgrade-prompt";
import { CardInside } from "../../_components/signature/card-inside";
import type { OpenCard } from "../../_lib/card/cards";
import { preferencesOf } from "../../_lib/preferences/preferences";
import { isDue } from "../../_lib/preferences/prompts";
import { wallOf } from "../../_lib/signature/signatures";
import { cardForViewer } from "../../_lib/viewer";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
};

const intents: readonly Intent[] = ["print", "close", "circle", "export"];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const seen = await cardForViewer((await params).id);
  return { title: seen?.card?.title ?? "Not found", robots: { index: false } };
}

/** A card, for its owner and everybody who joined it. For anybody else it does not exist. */
export default async function CardPage({ params, searchParams }: Props) {
  const seen = await cardForViewer((await params).id);
  if (!seen?.card) return missingPage();
  const { user, card } = seen;
  const [signatures, query] = await Promise.all([wallOf(await database(), card.id, user.id), searchParams]);
  const intent = intents.find((one) => one === query.want) ?? null;
  const change = signatures.find(({ id, isOwn }) => isOwn && id === query.change) ?? null;
  const moment = signatures.length >= 3 ? "third-signature" : "first-card";

  return (
    <div className="grid items-start gap-8 lg:grid-cols-[20rem_1fr] lg:gap-x-12">
      <div className="grid min-w-0 gap-6">
        <Front card={card} />
        {card.isOwner && card.closedAt === null && <ShareCard card={card} />}
        {card.isOwner && card.isFirst && isDue(user, moment) && (
          <UpgradePrompt moment={moment} next={`/cards/${card.id}`} />
        )}
      </div>
      <div className="grid min-w-0 gap-8 lg:row-span-2">
        <CardInside card={card} signatures={signatures} change={change} pen={preferencesOf(user)} />
      </div>
      <div className="grid min-w-0 gap-6">
        {card.isOwner && <Circle cardId={card.id} isGuest={user.isAnonymous} isOpen={intent === "circle"} />}
        {card.isOwner && <DeliverCard card={card} user={user} />}
        <CardActions card={card} isGuest={user.isAnonymous} intent={intent} />
      </div>
    </div>
  );
}

function Front({ card }: { card: OpenCard }) {
  return (
    <article className="sheet unfolds overflow-hidden">
      <Cover occasion={card.occasion} className="aspect-4/3 w-full" />
      <div className="p-6 text-center">
        <h1 dir="auto" className="text-3xl">
          {card.title}
        </h1>
        <p className="mt-3 text-lg text-muted">
          For <bdi>{card.recipient}</bdi>
          {card.day && (
            <span className="block text-base">
              <Day at={card.day} />
            </span>
          )}
        </p>
        {card.closedAt && <p className="mt-3 rounded-xl bg-raised px-4 py-2">This card is closed.</p>}
        {card.isOwner && card.closedAt === null && <EditCard card={card} />}
      </div>
    </article>
  );
}
