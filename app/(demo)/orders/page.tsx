import type { Metadata } from "next";
import Link from "next/link";
import { Day } from "@/components/day";
import { database } from "@/lib/server/db";
import { EmptyPlace } from "../_components/empty-place";
import { ordersOf } from "../_lib/orders";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Your orders", robots: { index: false } };

export default async function OrdersPage() {
  const user = await viewer();
  const orders = user ? await ordersOf(await database(), user.id) : [];
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Your orders</h1>
      {orders.length === 0 ? (
        <EmptyPlace text="You have ordered nothing yet." href="/" label="Go to your cards" />
      ) : (
        <ul className="grid gap-4">
          {orders.map((order) => (
            <li key={order.id}>
              <Link href={`/orders/${order.id}`} className="sheet block p-5 hover:bg-raised">
                <span className="block font-display font-semibold text-xl">
                  Ordered on <Day at={new Date(order.createdAt).toISOString()} />
                  {order.status === "cancelled" && " · cancelled"}
                </span>
                <span className="mt-1 block text-muted">
                  {order.items.map(({ title, quantity }) => `${quantity} × ${title}`).join(", ")}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
