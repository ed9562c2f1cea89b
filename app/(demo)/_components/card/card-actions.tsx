import { Download, Printer, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { button } from "@/components/ui/button";
import type { OpenCard } from "../../_lib/card/cards";
import { addToCartForm, closeCardForm, deleteCardForm, leaveForm } from "../../actions";
import { ActionForm, ConfirmedForm } from "../prompts/action-form";
import { Gate } from "../prompts/upgrade-prompt";

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
      <ActionForm
        action={addToCartForm}
        fields={{ cardId: card.id }}
        label={
          <>
            <ShoppingBag aria-hidden className="size-5" />
            Order prints
          </>
        }
        look={button.secondary}
        words={{
          NOT_FOUND: "You no longer have access to this card.",
          FORBIDDEN: "Your cart is full. Order what's in it, or remove a card.",
        }}
        quota={{
          text: "Your cart is full. Order what's in it, or create an account to fill it further.",
          next: `/cards/${card.id}#more`,
        }}
      />
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
        <ConfirmedForm
          {...confirmed(card.id)}
          action={closeCardForm}
          summary="Close the card"
          label="Yes, close it"
          isOpen={intent === "close"}
        >
          <p>No one will be able to sign or join anymore. You can't undo this.</p>
        </ConfirmedForm>
      )}
      {card.isOwner ? (
        <ConfirmedForm
          {...confirmed(card.id)}
          action={deleteCardForm}
          summary="Delete the card"
          label="Yes, delete it"
        >
          <p>The card and everyone's signatures will be deleted. You can't undo this.</p>
        </ConfirmedForm>
      ) : (
        <ConfirmedForm
          {...confirmed(card.id)}
          action={leaveForm}
          summary="Leave the card"
          label="Yes, leave it"
        >
          <p>
            The card disappears from your list, and you need its link to open it again. What you wrote stays.
          </p>
        </ConfirmedForm>
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

/** What all of these have in common. */
function confirmed(cardId: string) {
  return {
    fields: { cardId },
    words: { NOT_FOUND: "This was already done, or you no longer have access to this card." },
    summaryLook: `${button.secondary} w-full`,
    look: button.danger,
    className: "mt-2 grid gap-3 rounded-xl bg-raised p-4",
  };
}
