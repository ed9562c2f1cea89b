import { z } from "zod";
import { cards, signatures } from "@/db/schema";
import { calendarDay, text } from "@/lib/contract/schemas";
import { isDrawing } from "./drawing";

// Spaces, joiners and direction marks alone are nothing that anybody could read.
const visible = /[^\p{Z}\p{C}]/u;

/** The form of a card's id. */
export const cardId = /^crd_[0-9A-Z]{26}$/;

/** Text on one line, with something to read in it. `max` in code points. */
export const line = (max: number, missing: string) =>
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

/** A form sends an empty field as empty text. */
const orNothing = <T>(schema: z.ZodType<T>) =>
  z
    .literal("")
    .transform(() => null)
    .or(schema)
    .optional()
    .transform((value) => value ?? null);

const card = z.string({ error: "Name a card" }).regex(cardId, "Name a card");
const signature = z.string({ error: "Name a signature" }).regex(/^sig_[0-9A-Z]{26}$/, "Name a signature");
const ink = z.enum(signatures.ink.enumValues, { error: "Choose an ink" });

export const newCard = z.strictObject({
  occasion: z.enum(cards.occasion.enumValues, { error: "Choose an occasion" }),
  recipient: line(80, "Write who the card is for"),
  title: line(120, "Write what it says on the card"),
  day: orNothing(calendarDay),
});

const written = {
  name: line(80, "Write your name"),
  message: lines(1000, "Write a few words"),
  ink: ink.default("blue"),
  sticker: orNothing(z.enum(signatures.sticker.enumValues, { error: "Choose a sticker" })),
  drawing: orNothing(z.string().refine(isDrawing, "This drawing is too large. Undo a few strokes")),
};

export const newSignature = z.strictObject({ cardId: card, ...written });
export const changedSignature = z.strictObject({ cardId: card, signatureId: signature, ...written });
export const ownedSignature = z.strictObject({ cardId: card, signatureId: signature });
export const oneCard = z.strictObject({ cardId: card });
export const cardLink = z.strictObject({ link: z.string().regex(/^[\w-]{43}$/, "TOKEN_INVALID") });
export const circleMember = z.strictObject({
  cardId: card,
  memberId: z.string().regex(/^usr_[0-9A-Z]{26}$/, "Name a person"),
});
export const preferences = z.strictObject({
  penName: orNothing(line(80, "Write your name")),
  ink,
  colorScheme: z.enum(["system", "light", "dark"], { error: "Choose light or dark" }),
});
export const schemeAlone = preferences.pick({ colorScheme: true });

export type NewCard = z.output<typeof newCard>;
export type NewSignature = z.output<typeof newSignature>;
export type ChangedSignature = z.output<typeof changedSignature>;
