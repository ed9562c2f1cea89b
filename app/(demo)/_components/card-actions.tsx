"use client";

import { Download, FileText, Printer } from "lucide-react";
import { button } from "@/components/ui/button";
import { useForm } from "@/components/use-form";
import type { OpenCard } from "../_lib/cards";
import { addToCartForm, closeCardForm } from "../actions";
import { Gate } from "./gate";
import { Refused } from "./refused";

export type Wish = "print" | "close" | "circle" | "export" | null;

/** What else can be done with a card. `wish` is what a guest wanted and became a member for. */
export function CardActions({ card, isGuest, wish }: { card: OpenCard; isGuest: boolean; wish: Wish }) {
  return (
    <section id="more" aria-labelledby="more-heading" className="sheet grid scroll-mt-4 gap-3 p-5">
      <h2 id="more-heading" className="mb-1 text-2xl">
        On paper, and after
      </h2>
      <OrderPrints cardId={card.id} />
      {isGuest ? (
        <Gate
          prompt="card.print"
          label="Print-ready PDF"
          why="The card as a file for a print shop comes with an account."
          next={`/cards/${card.id}?want=print#more`}
        />
      ) : (
        <a
          href={`/cards/${card.id}/print`}
          download
          className={wish === "print" ? button.primary : button.secondary}
        >
          <FileText aria-hidden className="size-5" />
          Print-ready PDF
        </a>
      )}
      {card.isOwner && card.closedAt === null && isGuest && (
        <Gate
          prompt="card.close"
          label="Close the card for good"
          why="Closing cannot be taken back, so it takes an account that is surely yours."
          next={`/cards/${card.id}?want=close#more`}
        />
      )}
      {card.isOwner && card.closedAt === null && !isGuest && (
        <CloseCard cardId={card.id} isOpen={wish === "close"} />
      )}
      {isGuest ? (
        <Gate
          prompt="account.export"
          label="Export your data"
          why="The file holds all that is kept about you, so it is only given to somebody who can sign in."
          next={`/cards/${card.id}?want=export#more`}
        />
      ) : (
        <a
          href="/api/auth/account/export"
          download
          className={wish === "export" ? button.primary : button.secondary}
        >
          <Download aria-hidden className="size-5" />
          Export your data
        </a>
      )}
    </section>
  );
}

function OrderPrints({ cardId }: { cardId: string }) {
  const { state, form } = useForm(addToCartForm);
  return (
    <form {...form} className="grid gap-2">
      <Refused state={state} words={{ NOT_FOUND: "This browser is not let in to the card any more." }} />
      <input type="hidden" name="cardId" value={cardId} />
      <button type="submit" className={button.secondary}>
        <Printer aria-hidden className="size-5" />
        Order prints
      </button>
    </form>
  );
}

function CloseCard({ cardId, isOpen }: { cardId: string; isOpen: boolean }) {
  const { state, form } = useForm(closeCardForm);
  return (
    <details open={isOpen}>
      <summary className={`${button.secondary} w-full list-none [&::-webkit-details-marker]:hidden`}>
        Close the card for good
      </summary>
      <form {...form} className="mt-2 grid gap-3 rounded-xl bg-raised p-4">
        <Refused state={state} />
        <p>Nobody can sign it any more, and nobody new comes in. This cannot be taken back.</p>
        <input type="hidden" name="cardId" value={cardId} />
        <button type="submit" className={button.danger}>
          Yes, close it
        </button>
      </form>
    </details>
  );
}
