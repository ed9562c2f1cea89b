import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "@/lib/auth/audit";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/product-action";
import { isLetIn } from "./cards";
import type { Occasion } from "./occasions";
import type { CartChange } from "./order-input";

export type CartItem = { cardId: string; title: string; occasion: Occasion; quantity: number };

const p = sql.placeholder;

const inserted = (quantity: SQL) =>
  sql`INSERT INTO cart_items AS t (user_id, card_id, quantity, created_at)
    SELECT u.id, c.id, ${quantity}, ${at("now")} FROM cards c, users u
    WHERE c.id = ${p("cardId")} AND u.id = ${p("userId")} AND ${isLetIn} FOR KEY SHARE
    ON CONFLICT (user_id, card_id) DO UPDATE SET quantity =`;

const put = statement<{ quantity: number }>(
  "put_in_cart",
  sql`${inserted(sql`${p("quantity")}::int`)} excluded.quantity RETURNING quantity`,
);

const add = statement<{ quantity: number }>(
  "add_to_cart",
  sql`${inserted(sql`1`)} t.quantity RETURNING t.quantity`,
);

const takeOut = statement(
  "take_out_of_cart",
  sql`DELETE FROM cart_items WHERE user_id = ${p("userId")} AND card_id = ${p("cardId")}`,
);

/** So many prints of a card are in the cart from now on. Errors: NOT_FOUND for a card that they may not see. */
export async function setQuantity(
  { db, userId, now }: UserCtx,
  { cardId, quantity }: CartChange,
): Promise<Result<{ quantity: number }>> {
  if (quantity === 0) {
    await takeOut(db, { userId, cardId });
    return ok({ quantity });
  }
  const [item] = await put(db, { userId, cardId, quantity, now: now.toISOString() });
  return item ? ok(item) : fail("NOT_FOUND");
}

/** The card is in the cart: with one print, or with as many as were there before. Errors: as for `setQuantity`. */
export async function addToCart(
  { db, userId, now }: UserCtx,
  { cardId }: { cardId: string },
): Promise<Result<{ quantity: number }>> {
  const [item] = await add(db, { userId, cardId, now: now.toISOString() });
  return item ? ok(item) : fail("NOT_FOUND");
}

/** What is in the cart `t`, of the cards that its user may still see. */
export const inCart = sql`cart_items t JOIN cards c ON c.id = t.card_id AND ${isLetIn}
    WHERE t.user_id = ${p("userId")}`;

const select = statement<CartItem>(
  "cart_of",
  sql`SELECT c.id AS "cardId", c.title, c.occasion, t.quantity FROM ${inCart} ORDER BY t.created_at, c.id`,
);

/** What somebody is about to order, in the order it was put there. */
export function cartOf(db: Db, userId: string) {
  return select(db, { userId });
}
