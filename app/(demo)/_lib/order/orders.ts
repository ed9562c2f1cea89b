import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cartItems, deliveryPlaces, orderItems, orders } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";
import { newId } from "../ids";
import { type NewOrder, type OneOrder, oneOrder } from "../input";
import { quotaRefusal, refusalOf } from "../permissions";
import { cartOf } from "./cart";
import { printPrice } from "./prices";

/** Orders on a page. */
const pageSize = 20;

export type Order = Awaited<ReturnType<typeof ordersOf>>["orders"][number];
export type Place = Awaited<ReturnType<typeof placesOf>>[number];

/**
 * Turns the cart into an order, and empties it. No money moves. Errors: NO_SESSION; FULL_ACCOUNT_REQUIRED for a guest who wants to keep an
 * address or to pay by invoice; FULL_ACCOUNT_REQUIRED or FORBIDDEN where the user has as many open orders, or addresses, as they may;
 * NOT_FOUND for an empty cart.
 */
export function placeOrder(
  ctx: ActionContext,
  { saves, payment, email, ...address }: NewOrder,
): Promise<Result<{ id: string }>> {
  return withUserLock(ctx, async ({ db, userId, now }, user) => {
    const isOpen = and(eq(orders.userId, userId), eq(orders.status, "open"));
    const places = saves ? await db.$count(deliveryPlaces, eq(deliveryPlaces.userId, userId)) : 0;
    const refusal =
      (saves ? quotaRefusal(user, "address.save", places) : null) ??
      (payment === "account" ? refusalOf(user, "order.on-account") : null) ??
      quotaRefusal(user, "order.place", await db.$count(orders, isOpen));
    if (refusal) return refusal;
    const cart = await cartOf(db, userId);
    if (cart.length === 0) return fail("NOT_FOUND");
    const id = newId("ord");
    await db.insert(orders).values({ ...address, id, userId, email, payment, createdAt: now });
    await db.insert(orderItems).values(
      cart.map(({ title, occasion, quantity }, row) => {
        return { orderId: id, line: row + 1, title, occasion, quantity, unitPrice: printPrice };
      }),
    );
    await db.delete(cartItems).where(eq(cartItems.userId, userId));
    if (saves)
      await db.insert(deliveryPlaces).values({ ...address, id: newId("plc"), userId, createdAt: now });
    return ok({ id }, 201);
  });
}

/** Cancels an order. Errors: NOT_FOUND for one that is not the user's, or not open. */
export async function cancelOrder(
  { db, userId }: ActionContext,
  { orderId }: OneOrder,
): Promise<Result<null>> {
  const [cancelled] = await db
    .update(orders)
    .set({ status: "cancelled" })
    .where(and(eq(orders.id, orderId), eq(orders.userId, userId), eq(orders.status, "open")))
    .returning({ id: orders.id });
  return cancelled ? ok(null) : fail("NOT_FOUND");
}

/** Returns a user's orders with their lines, newest first. `next` is the id to ask for the page after this one by, or null. */
export async function ordersOf(db: Db, userId: string, before: string | null = null) {
  const page = await db.query.orders.findMany({
    where: and(eq(orders.userId, userId), before === null ? undefined : lt(orders.id, before)),
    with: { items: { orderBy: asc(orderItems.line) } },
    orderBy: desc(orders.id),
    limit: pageSize + 1,
  });
  const list = page.slice(0, pageSize);
  return { orders: list, next: page.length > pageSize ? (list.at(-1)?.id ?? null) : null };
}

/** Returns one of a user's own orders with its lines, or null. */
export async function orderOf(db: Db, userId: string, id: string): Promise<Order | null> {
  if (!oneOrder.safeParse({ orderId: id }).success) return null;
  const order = await db.query.orders.findFirst({
    where: and(eq(orders.id, id), eq(orders.userId, userId)),
    with: { items: { orderBy: asc(orderItems.line) } },
  });
  return order ?? null;
}

/** Returns the ids of a user's open orders, newest first. */
export function openOrdersOf(db: Db, userId: string): Promise<{ id: string }[]> {
  return db.query.orders.findMany({
    columns: { id: true },
    where: and(eq(orders.userId, userId), eq(orders.status, "open")),
    orderBy: desc(orders.id),
    limit: 100,
  });
}

/** Returns the addresses that a user keeps, newest first. */
export function placesOf(db: Db, userId: string) {
  return db.query.deliveryPlaces.findMany({
    columns: { userId: false, createdAt: false },
    where: eq(deliveryPlaces.userId, userId),
    orderBy: desc(deliveryPlaces.id),
    limit: 100,
  });
}
