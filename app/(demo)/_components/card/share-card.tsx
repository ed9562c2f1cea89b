import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { QrCode } from "@/components/account/qr-code";
import { button } from "@/components/ui/button";
import { database } from "@/lib/server/db";
import { linkUrl } from "../../_lib/card/card-link";
import type { Card } from "../../_lib/card/cards";
import { linkOf } from "../../_lib/card/circle";
import { closeLinkForm, renewLinkForm } from "../../actions";
import { ActionForm } from "../prompts/action-form";
import { LinkField } from "./link-field";

/** The card's link, for its owner to share. */
export async function ShareCard({ card }: { card: Card }) {
  const link = await linkOf(await database(), card.id);
  const url = link && linkUrl(link);
  const fields = { cardId: card.id };
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
          <ActionForm
            action={renewLinkForm}
            fields={fields}
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
                <ActionForm
                  action={renewLinkForm}
                  fields={fields}
                  label="Reset the link"
                  look={button.secondary}
                />
                <ActionForm
                  action={closeLinkForm}
                  fields={fields}
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

/** A part of the page that unfolds when it is asked for. */
function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit items-center gap-1 rounded-xl pr-2 font-semibold">
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
