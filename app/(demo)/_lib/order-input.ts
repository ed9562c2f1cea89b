import { z } from "zod";
import { orders } from "@/db/schema";
import { emailOnly } from "@/lib/contract/schemas";
import { line, oneCard } from "./card-input";

/** The most prints of one card that are ordered at once. */
const mostPrints = 20;

/** 0 takes the card out of the cart. */
const quantity = z.coerce
  .number({ error: "Write a number" })
  .int("Write a whole number")
  .min(0, "Write a number")
  .max(mostPrints, `At most ${mostPrints}`);

export const cartItem = z.strictObject({ ...oneCard.shape, quantity });

export const newOrder = z.strictObject({
  email: emailOnly.shape.email,
  name: line(80, "Write who gets the prints"),
  street: line(120, "Write a street and number"),
  zip: line(20, "Write a postal code"),
  city: line(80, "Write a town"),
  country: line(60, "Write a country"),
  payment: z.enum(orders.payment.enumValues).default("on-delivery"),
  saves: z
    .literal("yes")
    .optional()
    .transform((value) => value === "yes"),
});

export const oneOrder = z.strictObject({
  orderId: z.string().regex(/^ord_[0-9A-Z]{26}$/, "Name an order"),
});

export type CartChange = z.output<typeof cartItem>;
export type NewOrder = z.output<typeof newOrder>;
