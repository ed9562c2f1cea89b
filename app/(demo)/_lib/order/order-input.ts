import { z } from "zod";
import { orders } from "@/db/schema";
import { email } from "@/lib/api/schemas";
import { cardId } from "../card/card-input";
import { line } from "../fields";
import { idOf } from "../ids";

/** Prints of one card in one order. */
const mostPrints = 20;

/** 0 removes the card from the cart. */
const quantity = z
  .string({ error: "Enter a number" })
  .regex(/^\d{1,4}$/, "Enter a whole number")
  .transform(Number)
  .refine((value) => value <= mostPrints, `At most ${mostPrints}`);

export const cartItem = z.strictObject({ cardId, quantity });

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
export type CartChange = z.output<typeof cartItem>;
export type NewOrder = z.output<typeof newOrder>;
export type OneOrder = z.output<typeof oneOrder>;
