"use client";

import { useOptimistic } from "react";
import type { FormAction } from "@/components/use-form";
import type { OpenCard } from "../_lib/cards";
import { inks, stickers } from "../_lib/pen";
import type { Preferences } from "../_lib/preferences";
import type { Signature } from "../_lib/signatures";
import { SignForm } from "./sign-form";
import type { Note } from "./signature-note";
import { Wall } from "./wall";

/** The wall and the form below it. A new signature is on the wall while it is on its way, and leaves it again if it fails. */
export function CardInside({
  card,
  signatures,
  change,
  pen,
  sign,
  saveChange,
}: {
  card: OpenCard;
  signatures: Signature[];
  change: Signature | null;
  pen: Preferences;
  sign: FormAction<{ id: string }>;
  saveChange: FormAction<null>;
}) {
  const [notes, show] = useOptimistic<readonly Note[], FormData>(signatures, (shown, form) => [
    ...shown,
    noteOf(form),
  ]);
  return (
    <div className="grid min-w-0 gap-10">
      <Wall card={card} notes={notes} />
      {card.closedAt === null &&
        (change ? (
          <SignForm key={change.id} action={saveChange} cardId={card.id} pen={pen} change={change} />
        ) : (
          <SignForm action={sign} cardId={card.id} pen={pen} change={null} onSend={show} />
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
    ink: inks.find(({ ink }) => ink === field("ink"))?.ink ?? "blue",
    sticker: stickers.find(({ sticker }) => sticker === field("sticker"))?.sticker ?? null,
    drawing: field("drawing") || null,
    isOwn: true,
    isPending: true,
  };
}
