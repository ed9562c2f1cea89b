import { and, asc, eq, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cards, cartItems } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";
import { maySee } from "../card/cards";
import type { CartQuantities, OneCard } from "../input";
import { quotaRefusal } from "../permissions";

export type CartItem = Awaited<ReturnType<typeof cartOf>>[number];

/** Sets how many prints there are of cards that are in the cart already. Errors: NO_SESSION. */
export function setQuantities(ctx: ActionContext, quantities: CartQuantities): Promise<Result<null>> {
  return withUserLock(ctx, async ({ db, userId }) => {
    const items = await db.select().from(cartItems).where(eq(cartItems.userId, userId));
    for (const { cardId, quantity: before } of items) {
      const item = and(eq(cartItems.userId, userId), eq(cartItems.cardId, cardId));
      const quantity = quantities[cardId] ?? before;
      if (quantity === 0) await db.delete(cartItems).where(item);
      else if (quantity !== before) await db.update(cartItems).set({ quantity }).where(item);
    }
    return ok(null);
  });
}

/**
 * Puts one print of a card in the cart, or leaves as many as there are. Errors: NO_SESSION; NOT_FOUND for a card that the user may not see;
 * FULL_ACCOUNT_REQUIRED or FORBIDDEN where as many other cards are in the cart as there may be.
 */
export function addToCart(ctx: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  return withUserLock(ctx, async ({ db, userId, now }, user) => {
    const [card] = await db
      .select({ id: cards.id })
      .from(cards)
      .where(and(eq(cards.id, cardId), maySee(db, userId)))
      .for("key share");
    if (!card) return fail("NOT_FOUND");
    const others = and(eq(cartItems.userId, userId), ne(cartItems.cardId, cardId));
    const refusal = quotaRefusal(user, "cart.fill", await db.$count(cartItems, others));
    if (refusal) return refusal;
    await db.insert(cartItems).values({ userId, cardId, quantity: 1, createdAt: now }).onConflictDoNothing();
    return ok(null);
  });
}

/** Takes a card out of the cart, where it is there. */
export async function removeFromCart(
  { db, userId }: ActionContext,
  { cardId }: OneCard,
): Promise<Result<null>> {
  await db.delete(cartItems).where(and(eq(cartItems.userId, userId), eq(cartItems.cardId, cardId)));
  return ok(null);
}

/** Returns what a user is about to order, in the order it was put there, of the cards that they may still see. */
export function cartOf(db: Db, userId: string) {
  return db
    .select({
      cardId: cards.id,
      title: cards.title,
      occasion: cards.occasion,
      quantity: cartItems.quantity,
    })
    .from(cartItems)
    .innerJoin(cards, and(eq(cards.id, cartItems.cardId), maySee(db, userId)))
    .where(eq(cartItems.userId, userId))
    .orderBy(asc(cartItems.createdAt), asc(cards.id));
}
