import { z } from "zod";
import { cards } from "@/db/schema";
import { text } from "@/lib/contract/schemas";

// Spaces, joiners and direction marks alone are nothing that anybody could read.
const visible = /[^\p{Z}\p{C}]/u;

/** The form of a card's id. */
export const cardId = /^crd_[0-9A-Z]{26}$/;

/** Text on one line, with something to read in it. `max` in code points. */
const line = (max: number, missing: string) =>
  text(max)
    .transform((value) => value.replace(/\s+/gu, " "))
    .refine((value) => visible.test(value), missing);

/** Text of several lines, ended the way Unix does. */
const lines = (max: number, missing: string) =>
  z
    .string({ error: missing })
    .transform((value) => value.replace(/\r\n?/g, "\n"))
    .pipe(text(max))
    .refine((value) => visible.test(value), missing);

export const newCard = z.strictObject({
  occasion: z.enum(cards.occasion.enumValues, { error: "Choose an occasion" }),
  recipient: line(80, "Write who the card is for"),
  title: line(120, "Write what it says on the card"),
});

export const newSignature = z.strictObject({
  cardId: z.string({ error: "Name a card" }).regex(cardId, "Name a card"),
  name: line(80, "Write your name"),
  message: lines(1000, "Write a few words"),
});

export type NewCard = z.infer<typeof newCard>;
export type NewSignature = z.infer<typeof newSignature>;
