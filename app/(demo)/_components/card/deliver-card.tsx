"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import { useForm } from "@/components/form/use-form";
import { button, link } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { TextField } from "@/components/ui/field";
import { Day } from "@/components/ui/local-time";
import type { Card } from "../../_lib/card/cards";
import { deliverCardForm, withdrawDeliveryForm } from "../../actions";
import { ActionForm, FormRefusal } from "../prompts/action-form";
import { Gate } from "../prompts/upgrade-prompt";
import { LinkField } from "./link-field";

type Delivery = {
  url: string;
  opensAt: Date;
  isOpen: boolean;
  mail: { recipient: string; queuedAt: Date | null } | null;
};

/** Whether the link can be emailed for this user: a guest and somebody whose own email is not confirmed send it themselves. */
type Mailing = "guest" | "unverified" | "ready";

/** The way of a card to its recipient: a link that opens it, from now on or on its day. `delivery` is null before there is one. */
export function DeliverCard({
  card,
  delivery,
  mailing,
}: {
  card: Card;
  delivery: Delivery | null;
  mailing: Mailing;
}) {
  return (
    <section id="deliver" aria-labelledby="deliver-heading" className="sheet grid scroll-mt-4 gap-4 p-5">
      <h2 id="deliver-heading" className="text-2xl">
        Deliver the card
      </h2>
      {delivery ? <Delivered card={card} delivery={delivery} /> : <Deliver card={card} mailing={mailing} />}
      {!delivery && mailing === "guest" && (
        <Gate
          prompt="card.mail"
          label="Have it emailed"
          why="We only email others for people whose own email address we know. Create an account and confirm yours, or send the link yourself."
          next={`/cards/${card.id}#deliver`}
        />
      )}
    </section>
  );
}

function Deliver({ card, mailing }: { card: Card; mailing: Mailing }) {
  const { state, errors, form, field } = useForm(deliverCardForm);
  return (
    <form {...form} className="grid grid-cols-1 gap-3">
      <FormRefusal state={state} words={refused} />
      <p className="text-muted">
        <bdi>{card.recipient}</bdi> gets a link of their own to open the card. No account needed.
      </p>
      <input type="hidden" name="cardId" value={card.id} />
      {card.day ? (
        <fieldset>
          <legend className="font-semibold">When can it be opened?</legend>
          <Choice name="when" value="now" label="Right away" defaultChecked />
          <Choice name="when" value="day" label="On its date" error={errors.when} />
        </fieldset>
      ) : (
        <input type="hidden" name="when" value="now" />
      )}
      {mailing === "ready" && (
        <TextField
          label="Their email"
          {...field("email")}
          type="email"
          autoComplete="off"
          optional
          hint="We email the link for you when it opens. Leave this empty to send it yourself."
        />
      )}
      {mailing === "unverified" && (
        <p className="text-muted text-sm">
          You send the link yourself. To have us email it,{" "}
          <Link href="/account" className={link}>
            confirm your own email address
          </Link>{" "}
          first.
        </p>
      )}
      <button type="submit" className={button.secondary}>
        Create delivery link
      </button>
    </form>
  );
}

const refused = {
  NOT_FOUND: "You no longer have access to this card.",
  FORBIDDEN: "We can email 10 links a day for you. Leave the email empty and send this one yourself.",
};

function Delivered({ card, delivery }: { card: Card; delivery: Delivery }) {
  const { url, opensAt, isOpen, mail } = delivery;
  const letter = new URLSearchParams({ subject: card.title, body: `There is a card for you: ${url}` });
  return (
    <>
      <p className="text-muted">
        {mail ? (
          <Mailed mail={mail} isOpen={isOpen} />
        ) : (
          <>
            Send this link to <bdi>{card.recipient}</bdi>.
          </>
        )}{" "}
        {isOpen ? (
          "It opens the card."
        ) : (
          <>
            It opens the card on <Day at={opensAt.toISOString()} />.
          </>
        )}
      </p>
      <LinkField label="Delivery link" url={url} title={card.title} text={`A card for ${card.recipient}`} />
      <a href={`mailto:?${letter.toString().replaceAll("+", "%20")}`} className={button.secondary}>
        <Mail aria-hidden className="size-5" />
        Send by email
      </a>
      <ActionForm
        action={withdrawDeliveryForm}
        fields={{ cardId: card.id }}
        words={refused}
        label="Turn off the delivery link"
        look={button.quiet}
      />
    </>
  );
}

function Mailed({ mail, isOpen }: { mail: NonNullable<Delivery["mail"]>; isOpen: boolean }) {
  const address = <bdi className="break-words">{mail.recipient}</bdi>;
  if (mail.queuedAt !== null) return <>We emailed this link to {address}.</>;
  return (
    <>
      We'll email this link to {address} {isOpen ? "shortly" : "when it opens"}.
    </>
  );
}
