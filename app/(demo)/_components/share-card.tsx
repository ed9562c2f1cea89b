"use client";

import { Share2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { QrCode } from "@/components/account/qr-code";
import { button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { control } from "@/components/ui/field";
import { type FormAction, useForm } from "@/components/use-form";
import type { Card } from "../_lib/cards";
import { closeLinkForm, renewLinkForm } from "../actions";
import { Disclosure } from "./disclosure";
import { Refused } from "./refused";

/** The owner's way to send the card around. `url` is null while the link is closed. */
export function ShareCard({ card, url }: { card: Card; url: string | null }) {
  return (
    <section aria-labelledby="share" className="sheet grid gap-4 p-5">
      <h2 id="share" className="text-2xl">
        Send it around
      </h2>
      {url === null ? (
        <>
          <p className="text-muted">The link is closed. Nobody new comes in; whoever is in stays.</p>
          <LinkButton action={renewLinkForm} cardId={card.id} label="Make a new link" look={button.primary} />
        </>
      ) : (
        <>
          <p className="text-muted">
            Everybody who has this link can read and sign the card, without an account.
          </p>
          <LinkItself title={card.title} url={url} />
          <div>
            <Disclosure label="Show it to a camera">
              <QrCode text={url} label="The card's link, for a phone's camera" />
            </Disclosure>
            <Disclosure label="Renew or close the link">
              <p className="text-muted">
                The link as it is now then lets nobody in any more. Whoever is in stays.
              </p>
              <div className="flex flex-wrap gap-2">
                <LinkButton
                  action={renewLinkForm}
                  cardId={card.id}
                  label="Renew the link"
                  look={button.secondary}
                />
                <LinkButton
                  action={closeLinkForm}
                  cardId={card.id}
                  label="Close the link"
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

const never = () => () => {};

function LinkItself({ title, url }: { title: string; url: string }) {
  const canShare = useSyncExternalStore(
    never,
    () => "share" in navigator,
    () => false,
  );

  // Somebody who closes the phone's sheet again has shared nothing, and that is no failure.
  const share = () => navigator.share({ title, text: `Sign the card: ${title}`, url }).catch(() => {});

  return (
    <div className="grid gap-3">
      <label className="grid gap-1.5 font-semibold">
        The card’s link
        <input
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className={`${control} font-normal text-muted`}
        />
      </label>
      <div className="flex flex-wrap gap-2 no-script:hidden">
        {canShare && (
          <button type="button" onClick={share} className={`${button.primary} flex-1`}>
            <Share2 aria-hidden className="size-5" />
            Share
          </button>
        )}
        <CopyButton
          text={url}
          label="Copy the link"
          look={`${canShare ? button.secondary : button.primary} flex-1`}
        />
      </div>
    </div>
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
      <Refused state={state} />
      <input type="hidden" name="cardId" value={cardId} />
      <button type="submit" aria-disabled={pending || undefined} className={look}>
        {label}
      </button>
    </form>
  );
}
