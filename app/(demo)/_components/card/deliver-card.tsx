import { Mail } from "lucide-react";
import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import type { User } from "@/lib/api/shapes";
import { database } from "@/lib/server/db";
import { deliveryUrl } from "../../_lib/card/card-link";
import type { Card } from "../../_lib/card/cards";
import { deliveryOf } from "../../_lib/card/delivery";
import { withdrawDeliveryForm } from "../../actions";
import { ActionForm } from "../prompts/action-form";
import { Gate } from "../prompts/upgrade-prompt";
import { DeliverForm } from "./deliver-form";
import { LinkField } from "./link-field";

type Delivery = NonNullable<Awaited<ReturnType<typeof deliveryOf>>>;

/** The way of a card to its recipient: a link that opens it, from now on or on its day. */
export async function DeliverCard({ card, user }: { card: Card; user: User }) {
  const delivery = await deliveryOf(await database(), card.id);
  const registered = user.emailVerified ? "ready" : "unverified";
  return (
    <section id="deliver" aria-labelledby="deliver-heading" className="sheet grid scroll-mt-4 gap-4 p-5">
      <h2 id="deliver-heading" className="text-2xl">
        Deliver the card
      </h2>
      {delivery ? (
        <Delivered card={card} delivery={delivery} />
      ) : (
        <DeliverForm card={card} mailing={user.isAnonymous ? "guest" : registered} />
      )}
      {!delivery && user.isAnonymous && (
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

function Delivered({ card, delivery: { id, opensAt, mail } }: { card: Card; delivery: Delivery }) {
  const url = deliveryUrl(id);
  const isOpen = opensAt <= new Date();
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
        words={{ NOT_FOUND: "You no longer have access to this card." }}
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
