"use client";

import Link from "next/link";
import { useForm } from "@/components/form/use-form";
import { button, link } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { TextField } from "@/components/ui/field";
import type { Card } from "../../_lib/card/cards";
import { deliverCardForm } from "../../actions";
import { FormRefusal } from "../prompts/action-form";

/**
 * Makes the link that opens a card for its recipient. `mailing` is whether we email it for this user: a guest and somebody whose own email is
 * not confirmed send it themselves.
 */
export function DeliverForm({ card, mailing }: { card: Card; mailing: "guest" | "unverified" | "ready" }) {
  const { state, errors, form, field } = useForm(deliverCardForm);
  return (
    <form {...form} className="grid grid-cols-1 gap-3">
      <FormRefusal
        state={state}
        words={{
          NOT_FOUND: "You no longer have access to this card.",
          FORBIDDEN: "We can email 10 links a day for you. Leave the email empty and send this one yourself.",
        }}
      />
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
