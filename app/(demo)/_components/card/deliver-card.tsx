"use client";

import { Mail } from "lucide-react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Day } from "@/components/ui/local-time";
import type { Card } from "../../_lib/card/cards";
import { deliverCardForm, withdrawDeliveryForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";
import { LinkField } from "./link-field";

type Delivery = { url: string; opensAt: Date; isOpen: boolean };

/** The way of a card to its recipient: a link that opens it, from now on or on its day. `delivery` is null before there is one. */
export function DeliverCard({ card, delivery }: { card: Card; delivery: Delivery | null }) {
  return (
    <section id="deliver" aria-labelledby="deliver-heading" className="sheet grid scroll-mt-4 gap-4 p-5">
      <h2 id="deliver-heading" className="text-2xl">
        Deliver the card
      </h2>
      {delivery ? <Delivered card={card} delivery={delivery} /> : <Deliver card={card} />}
    </section>
  );
}

function Deliver({ card }: { card: Card }) {
  const { state, form } = useForm(deliverCardForm);
  return (
    <form {...form} className="grid gap-3">
      <FormRefusal state={state} words={refused} />
      <p className="text-muted">
        <bdi>{card.recipient}</bdi> gets a link of their own to open the card. No account needed.
      </p>
      <input type="hidden" name="cardId" value={card.id} />
      {card.day ? (
        <fieldset>
          <legend className="font-semibold">When can it be opened?</legend>
          <Choice name="when" value="now" label="Right away" defaultChecked />
          <Choice name="when" value="day" label="On its date" />
        </fieldset>
      ) : (
        <input type="hidden" name="when" value="now" />
      )}
      <button type="submit" className={button.secondary}>
        Create delivery link
      </button>
    </form>
  );
}

const refused = {
  NOT_FOUND: "You no longer have access to this card.",
  VALIDATION_FAILED: "This card has no date anymore. Reload the page.",
};

function Delivered({ card, delivery: { url, opensAt, isOpen } }: { card: Card; delivery: Delivery }) {
  const mail = new URLSearchParams({ subject: card.title, body: `There is a card for you: ${url}` });
  return (
    <>
      <p className="text-muted">
        Send this link to <bdi>{card.recipient}</bdi>.{" "}
        {isOpen ? (
          "It opens the card."
        ) : (
          <>
            It opens the card on <Day at={opensAt.toISOString()} />.
          </>
        )}
      </p>
      <LinkField label="Delivery link" url={url} title={card.title} text={`A card for ${card.recipient}`} />
      <a href={`mailto:?${mail.toString().replaceAll("+", "%20")}`} className={button.secondary}>
        <Mail aria-hidden className="size-5" />
        Send by email
      </a>
      <Withdraw action={withdrawDeliveryForm} cardId={card.id} />
    </>
  );
}

function Withdraw({ action, cardId }: { action: FormAction<null>; cardId: string }) {
  const { state, form } = useForm(action);
  return (
    <form {...form} className="grid gap-2">
      <FormRefusal state={state} words={refused} />
      <input type="hidden" name="cardId" value={cardId} />
      <button type="submit" className={button.quiet}>
        Turn off the delivery link
      </button>
    </form>
  );
}
