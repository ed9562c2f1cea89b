import { z } from "zod";
import { cards } from "@/db/schema";
import { calendarDay, email } from "@/lib/api/schemas";
import { line, orNothing } from "../fields";
import { idOf } from "../ids";

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
export const delivery = z.strictObject({
  cardId,
  when: z.enum(["now", "day"], { error: "Choose when to deliver it" }),
  // Where we email the link.
  email: orNothing(email),
});
export const circleMember = z.strictObject({ cardId, memberId: idOf("usr", "Choose a person") });

export type NewCard = z.output<typeof newCard>;
export type ChangedCard = z.output<typeof changedCard>;
export type CardLink = z.output<typeof cardLink>;
export type CircleMemberId = z.output<typeof circleMember>;
export type Delivery = z.output<typeof delivery>;
export type OneCard = z.output<typeof oneCard>;
