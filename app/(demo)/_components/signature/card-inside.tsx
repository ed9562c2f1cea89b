"use client";

import { useOptimistic, useState } from "react";
import type { OpenCard } from "../../_lib/card/cards";
import type { Preferences } from "../../_lib/preferences/preferences";
import { inkOf, stickers } from "../../_lib/signature/pen";
import type { Signature } from "../../_lib/signature/signatures";
import { changeSignatureForm, signCardForm } from "../../actions";
import type { Note } from "./note-sheet";
import { SignForm } from "./sign-form";
import { Wall } from "./wall";

/** The wall and the form below it. A new signature is on the wall while it is sent, and leaves it again if that fails. */
export function CardInside({
  card,
  signatures,
  change,
  pen,
}: {
  card: OpenCard;
  signatures: Signature[];
  change: Signature | null;
  pen: Preferences;
}) {
  const [saved, setSaved] = useState<string | null>(null);
  const [notes, show] = useOptimistic<readonly Note[], FormData>(signatures, (shown, form) => [
    ...shown,
    noteOf(form),
  ]);
  return (
    <div className="grid min-w-0 gap-10">
      <Wall card={card} notes={notes} saved={saved} />
      {card.closedAt === null &&
        (change ? (
          <SignForm
            key={change.id}
            action={changeSignatureForm}
            cardId={card.id}
            pen={pen}
            change={change}
            onSaved={() => setSaved(change.id)}
          />
        ) : (
          <SignForm
            action={signCardForm}
            cardId={card.id}
            pen={pen}
            change={null}
            onSend={show}
            onSaved={({ id }) => setSaved(id)}
          />
        ))}
    </div>
  );
}

function noteOf(form: FormData): Note {
  const field = (name: string) => String(form.get(name) ?? "");
  return {
    id: "pending",
    name: field("name"),
    message: field("message"),
    ink: inkOf(field("ink")),
    sticker: stickers.find(({ sticker }) => sticker === field("sticker"))?.sticker ?? null,
    drawing: field("drawing") || null,
    isOwn: true,
    isPending: true,
  };
}
