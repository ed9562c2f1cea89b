import { z } from "zod";
import { cards, orders, signatures } from "@/db/schema";
import { calendarDay, email, visibleText } from "@/lib/api/schemas";
import { idOf } from "./ids";
import { isDrawing, longestDrawing } from "./signature/drawing";

/** Visible text on one line, of `max` code points. `missing` is the message where there is none. */
function line(max: number, missing: string) {
  return visibleText(max, missing).transform((value) => value.replace(/\s+/gu, " "));
}

/** Visible text of several lines, ended by LF as on Unix, of `max` code points. `missing` as for `line`. */
function lines(max: number, missing: string) {
  return (
    z
      .string({ error: missing })
      // Before any work on it. CRLF counts as one.
      .max(4 * max, { error: `At most ${max} characters`, abort: true })
      .transform((value) => value.replace(/\r\n?/g, "\n"))
      .pipe(visibleText(max, missing))
  );
}

/** What may be left out: null for no field, or an empty one, which a form sends as empty text. */
function orNothing<T>(schema: z.ZodType<T>) {
  return z
    .literal("")
    .transform(() => null)
    .or(schema)
    .optional()
    .transform((value) => value ?? null);
}

export const cardId = idOf("crd", "Choose a card");

export const newCard = z.strictObject({
  occasion: z.enum(cards.occasion.enumValues, { error: "Choose an occasion" }),
  recipient: line(80, "Enter a name"),
  title: line(120, "Enter a title"),
  day: orNothing(calendarDay),
});
export const changedCard = z.strictObject({ cardId, ...newCard.shape });
export const oneCard = z.strictObject({ cardId });
export const cardLink = z.strictObject({ link: z.string().regex(/^[\w-]{43}$/, "TOKEN_INVALID") });
export const circleMember = z.strictObject({ cardId, memberId: idOf("usr", "Choose a person") });
export const delivery = z.strictObject({
  cardId,
  when: z.enum(["now", "day"], { error: "Choose when to deliver it" }),
  // Where we email the link.
  email: orNothing(email),
});

export type NewCard = z.output<typeof newCard>;
export type ChangedCard = z.output<typeof changedCard>;
export type OneCard = z.output<typeof oneCard>;
export type CardLink = z.output<typeof cardLink>;
export type CircleMemberId = z.output<typeof circleMember>;
export type Delivery = z.output<typeof delivery>;

export const ink = z.enum(signatures.ink.enumValues, { error: "Choose an ink" });

const tooLarge = "This drawing is too large. Undo a few strokes.";
const written = {
  name: line(80, "Enter your name"),
  message: lines(1000, "Write a short message"),
  ink: ink.default("blue"),
  sticker: orNothing(z.enum(signatures.sticker.enumValues, { error: "Choose a sticker" })),
  drawing: orNothing(
    z.string().max(longestDrawing, { error: tooLarge, abort: true }).refine(isDrawing, tooLarge),
  ),
};

export const newSignature = z.strictObject({ cardId, ...written });
export const oneSignature = z.strictObject({ cardId, signatureId: idOf("sig", "Choose a signature") });
export const changedSignature = oneSignature.extend(written);

export type NewSignature = z.output<typeof newSignature>;
export type OneSignature = z.output<typeof oneSignature>;
export type ChangedSignature = z.output<typeof changedSignature>;

/** Prints of one card in one order. */
const mostPrints = 20;

/** 0 removes the card from the cart. */
const quantity = z
  .string({ error: "Enter a number" })
  .regex(/^\d{1,4}$/, "Enter a whole number")
  .transform(Number)
  .refine((value) => value <= mostPrints, `At most ${mostPrints}`);

/** Quantities by the ids of their cards. */
export const cartQuantities = z
  .object({})
  .catchall(quantity)
  .refine(
    (quantities) => Object.keys(quantities).every((id) => cardId.safeParse(id).success),
    "Choose a card",
  );

export const newOrder = z.strictObject({
  email,
  name: line(80, "Enter a name"),
  street: line(120, "Enter a street and number"),
  zip: line(20, "Enter a postal code"),
  city: line(80, "Enter a town or city"),
  country: line(60, "Enter a country"),
  payment: z.enum(orders.payment.enumValues).default("on-delivery"),
  saves: z
    .literal("yes")
    .optional()
    .transform((value) => value === "yes"),
});
export const oneOrder = z.strictObject({ orderId: idOf("ord", "Choose an order") });

export type CartQuantities = z.output<typeof cartQuantities>;
export type NewOrder = z.output<typeof newOrder>;
export type OneOrder = z.output<typeof oneOrder>;
