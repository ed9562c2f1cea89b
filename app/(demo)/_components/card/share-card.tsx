"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { QrCode } from "@/components/account/qr-code";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import type { Card } from "../../_lib/card/cards";
import { closeLinkForm, renewLinkForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";
import { LinkField } from "./link-field";

/** The card's link, for its owner to share. `url` is null while it is off. */
export function ShareCard({ card, url }: { card: Card; url: string | null }) {
  return (
    <section aria-labelledby="share" className="sheet grid gap-4 p-5">
      <h2 id="share" className="text-2xl">
        Share the card
      </h2>
      {url === null ? (
        <>
          <p className="text-muted">
            The link is off. No one new can join; people who have joined keep access.
          </p>
          <LinkButton
            action={renewLinkForm}
            cardId={card.id}
            label="Create a new link"
            look={button.primary}
          />
        </>
      ) : (
        <>
          <p className="text-muted">Anyone with this link can read and sign the card. No account needed.</p>
          <LinkField
            label="The card's link"
            url={url}
            title={card.title}
            text={`Sign the card: ${card.title}`}
          />
          <div>
            <Disclosure label="Show QR code">
              <QrCode text={url} label="QR code for the card's link" />
            </Disclosure>
            <Disclosure label="Reset or turn off the link">
              <p className="text-muted">
                The current link will stop working. People who have already joined keep access.
              </p>
              <div className="flex flex-wrap gap-2">
                <LinkButton
                  action={renewLinkForm}
                  cardId={card.id}
                  label="Reset the link"
                  look={button.secondary}
                />
                <LinkButton
                  action={closeLinkForm}
                  cardId={card.id}
                  label="Turn off the link"
                  look={button.danger}
                />
              </div>
            </Disclosure>
          </div>
        </>
      )}
    </section>
  );
}

function LinkButton({
  action,
  cardId,
  label,
  look,
}: {
  action: FormAction<null>;
  cardId: string;
  label: string;
  look: string;
}) {
  const { state, pending, form } = useForm(action);
  return (
    <form {...form} className="grid gap-2">
      <FormRefusal state={state} />
      <input type="hidden" name="cardId" value={cardId} />
      <button type="submit" aria-disabled={pending || undefined} className={look}>
        {label}
      </button>
    </form>
  );
}

/** A part of the page that unfolds when it is asked for. */
function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit list-none items-center gap-1 rounded-xl pr-2 font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-5 text-muted group-open:rotate-90 motion-safe:transition-transform"
        />
        {label}
      </summary>
      <div className="mt-1 grid justify-items-start gap-3">{children}</div>
    </details>
  );
}
