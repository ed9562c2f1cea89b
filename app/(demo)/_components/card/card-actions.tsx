"use client";

import { Download, Printer, ShoppingBag } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../../_lib/card/cards";
import { addToCartForm, closeCardForm, deleteCardForm, leaveForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";
import { Gate } from "../prompts/gate";

/** What a guest wanted to do when they went to create an account. */
export type Intent = "print" | "close" | "circle" | "export" | null;

/** What else can be done with a card. */
export function CardActions({ card, isGuest, intent }: { card: OpenCard; isGuest: boolean; intent: Intent }) {
  const canClose = card.isOwner && card.closedAt === null;
  return (
    <section id="more" aria-labelledby="more-heading" className="sheet grid scroll-mt-4 gap-3 p-5">
      <h2 id="more-heading" className="mb-1 text-2xl">
        Print & more
      </h2>
      <OrderPrints cardId={card.id} />
      {isGuest ? (
        <Gate
          prompt="card.print"
          label="Print it yourself"
          why="Create an account to print the card or save it as a PDF."
          next={`/cards/${card.id}?want=print#more`}
        />
      ) : (
        <Link
          href={`/cards/${card.id}/print`}
          className={intent === "print" ? button.primary : button.secondary}
        >
          <Printer aria-hidden className="size-5" />
          Print it yourself
        </Link>
      )}
      {canClose && isGuest && (
        <Gate
          prompt="card.close"
          label="Close the card"
          why="Closing a card can't be undone, so you need an account first."
          next={`/cards/${card.id}?want=close#more`}
        />
      )}
      {canClose && !isGuest && (
        <Confirmed
          action={closeCardForm}
          cardId={card.id}
          label="Close the card"
          confirm="Yes, close it"
          isOpen={intent === "close"}
        >
          No one will be able to sign or join anymore. You can't undo this.
        </Confirmed>
      )}
      {card.isOwner ? (
        <Confirmed action={deleteCardForm} cardId={card.id} label="Delete the card" confirm="Yes, delete it">
          The card and everyone's signatures will be deleted. You can't undo this.
        </Confirmed>
      ) : (
        <Confirmed action={leaveForm} cardId={card.id} label="Leave the card" confirm="Yes, leave it">
          The card disappears from your list, and you need its link to open it again. What you wrote stays.
        </Confirmed>
      )}
      {isGuest ? (
        <Gate
          prompt="account.export"
          label="Export your data"
          why="Your export contains personal data, so you need to sign in first."
          next={`/cards/${card.id}?want=export#more`}
        />
      ) : (
        <a
          href="/api/auth/account/export"
          download
          className={intent === "export" ? button.primary : button.secondary}
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
      <FormRefusal
        state={state}
        words={{
          NOT_FOUND: "You no longer have access to this card.",
          FORBIDDEN: "Your cart is full. Order what's in it, or remove a card.",
        }}
        quota={{
          text: "Your cart is full. Order what's in it, or create an account to fill it further.",
          next: `/cards/${cardId}#more`,
        }}
      />
      <input type="hidden" name="cardId" value={cardId} />
      <button type="submit" className={button.secondary}>
        <ShoppingBag aria-hidden className="size-5" />
        Order prints
      </button>
    </form>
  );
}

function Confirmed<Data>({
  action,
  cardId,
  label,
  confirm,
  isOpen = false,
  children,
}: {
  action: FormAction<Data>;
  cardId: string;
  label: string;
  confirm: string;
  isOpen?: boolean;
  children: ReactNode;
}) {
  const { state, form } = useForm(action);
  return (
    <details open={isOpen}>
      <summary className={`${button.secondary} w-full list-none [&::-webkit-details-marker]:hidden`}>
        {label}
      </summary>
      <form {...form} className="mt-2 grid gap-3 rounded-xl bg-raised p-4">
        <FormRefusal
          state={state}
          words={{ NOT_FOUND: "This was already done, or you no longer have access to this card." }}
        />
        <p>{children}</p>
        <input type="hidden" name="cardId" value={cardId} />
        <button type="submit" className={button.danger}>
          {confirm}
        </button>
      </form>
    </details>
  );
}
