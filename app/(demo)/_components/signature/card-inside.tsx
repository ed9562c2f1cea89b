"use client";

import { useOptimistic, useState } from "react";
import type { OpenCard } from "../../_lib/card/cards";
import type { Preferences } from "../../_lib/preferences/preferences";
import type { Signature } from "../../_lib/signature/signatures";
import { stickerOf } from "../sticker/sticker";
import type { Note } from "./note-sheet";
import { inkOf } from "./pen-fields";
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
      {card.closedAt === null && (
        <SignForm
          key={change?.id}
          cardId={card.id}
          pen={pen}
          change={change}
          onSend={show}
          onSaved={setSaved}
        />
      )}
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
    sticker: stickerOf(field("sticker")),
    drawing: field("drawing") || null,
    isOwn: true,
    isPending: true,
  };
}
