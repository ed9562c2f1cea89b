import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "@/lib/auth/audit";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/action";
import { inCart } from "./cart";
import { newId } from "./ids";
import type { Occasion } from "./occasions";
import { oneByOne } from "./one-by-one";
import { type NewOrder, oneOrder } from "./order-input";
import { guestQuota, refusalOf } from "./permissions";
import { printPrice } from "./prices";

type Address = { name: string; street: string; zip: string; city: string; country: string };
export type Place = Address & { id: string };
type OrderItem = { title: string; occasion: Occasion; quantity: number; unitPrice: number };
/** `createdAt` is ISO 8601. */
export type Order = Address & {
  id: string;
  status: "open" | "cancelled";
  email: string;
  payment: "on-delivery" | "account";
  createdAt: string;
  items: OrderItem[];
};

const p = sql.placeholder;

const countOpen = statement<{ count: number }>(
  "count_open_orders",
  sql`SELECT count(*)::int AS count FROM orders WHERE user_id = ${p("userId")} AND status = 'open'`,
);

const insertOrder = statement<{ id: string }>(
  "place_order",
  sql`WITH items AS (
      SELECT c.title, c.occasion, t.quantity, (row_number() OVER (ORDER BY t.created_at, c.id))::int AS line FROM ${inCart}
    ), placed AS (
      INSERT INTO orders (id, user_id, email, name, street, zip, city, country, payment, created_at)
      SELECT ${p("id")}, ${p("userId")}, ${p("email")}, ${p("name")}, ${p("street")}, ${p("zip")}, ${p("city")},
        ${p("country")}, ${p("payment")}, ${at("now")}
      WHERE EXISTS (SELECT FROM items)
      RETURNING id
    ), bought AS (
      INSERT INTO order_items (order_id, line, title, occasion, quantity, unit_price)
      SELECT placed.id, line, title, occasion, quantity, ${p("unitPrice")}::int FROM placed, items
    ), emptied AS (DELETE FROM cart_items WHERE user_id = ${p("userId")} AND EXISTS (SELECT FROM placed)),
    place AS (
      INSERT INTO delivery_places (id, user_id, name, street, zip, city, country, created_at)
      SELECT ${p("placeId")}, ${p("userId")}, ${p("name")}, ${p("street")}, ${p("zip")}, ${p("city")}, ${p("country")}, ${at("now")}
      FROM placed WHERE ${p("saves")}::boolean
    )
    SELECT id FROM placed`,
);

/**
 * Turns the cart into an order, and empties it. No money moves.
 * Errors: NO_SESSION where the buyer is being deleted; FULL_ACCOUNT_REQUIRED for a guest who keeps an address, pays on account
 * or has as many open orders as a guest may; NOT_FOUND for an empty cart.
 */
export function placeOrder(ctx: UserCtx, order: NewOrder): Promise<Result<{ id: string }>> {
  return oneByOne(ctx, async ({ db, userId, now }, { isAnonymous }) => {
    const who = { isAnonymous, role: "user" } as const;
    if (order.saves && refusalOf(who, "address.save")) return fail("FULL_ACCOUNT_REQUIRED");
    if (order.payment === "account" && refusalOf(who, "order.on-account"))
      return fail("FULL_ACCOUNT_REQUIRED");
    const [open] = await countOpen(db, { userId });
    const most = isAnonymous ? guestQuota("order.place") : null;
    if (most !== null && (open?.count ?? 0) >= most) return fail("FULL_ACCOUNT_REQUIRED");
    const [placed] = await insertOrder(db, {
      ...order,
      id: newId("ord"),
      placeId: newId("plc"),
      userId,
      unitPrice: printPrice,
      now: now.toISOString(),
    });
    return placed ? ok(placed, 201) : fail("NOT_FOUND");
  });
}

const cancel = statement<{ id: string }>(
  "cancel_order",
  sql`UPDATE orders SET status = 'cancelled'
    WHERE id = ${p("orderId")} AND user_id = ${p("userId")} AND status = 'open' RETURNING id`,
);

/** Takes an order back. Errors: NOT_FOUND for one that is not theirs, or not open. */
export async function cancelOrder(
  { db, userId }: UserCtx,
  input: { orderId: string },
): Promise<Result<null>> {
  const [cancelled] = await cancel(db, { ...input, userId });
  return cancelled ? ok(null) : fail("NOT_FOUND");
}

const select = statement<Order>(
  "orders_of",
  sql`SELECT o.id, o.status, o.email, o.name, o.street, o.zip, o.city, o.country, o.payment, o.created_at AS "createdAt",
      (SELECT jsonb_agg(jsonb_build_object('title', title, 'occasion', occasion, 'quantity', quantity,
        'unitPrice', unit_price) ORDER BY line) FROM order_items WHERE order_id = o.id) AS items
    FROM orders o WHERE o.user_id = ${p("userId")} AND (${p("id")}::text IS NULL OR o.id = ${p("id")}::text)
    ORDER BY o.id DESC`,
);

/** Somebody's orders, newest first. */
export function ordersOf(db: Db, userId: string): Promise<Order[]> {
  return select(db, { userId, id: null });
}

/** One of somebody's own orders, or null. */
export async function orderOf(db: Db, userId: string, id: string): Promise<Order | null> {
  if (!oneOrder.safeParse({ orderId: id }).success) return null;
  const [order] = await select(db, { userId, id });
  return order ?? null;
}

const selectPlaces = statement<Place>(
  "delivery_places_of",
  sql`SELECT id, name, street, zip, city, country FROM delivery_places WHERE user_id = ${p("userId")} ORDER BY id DESC`,
);

/** The addresses that somebody keeps, newest first. */
export function placesOf(db: Db, userId: string): Promise<Place[]> {
  return selectPlaces(db, { userId });
}
