import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "@/app/(auth)/search-params";
import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import { database } from "@/lib/server/db";
import { EmptyState } from "../_components/empty-state";
import { oneOrder } from "../_lib/input";
import { ordersOf } from "../_lib/order/orders";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Your orders", robots: { index: false } };

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const [user, { before }] = await Promise.all([viewer(), searchParams]);
  const from = oneOrder.shape.orderId.safeParse(before).data ?? null;
  const { orders, next } = user
    ? await ordersOf(await database(), user.id, from)
    : { orders: [], next: null };
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Your orders</h1>
      {orders.length === 0 ? (
        <EmptyState text="You haven't ordered anything yet." href="/" label="Go to your cards" />
      ) : (
        <ul className="grid gap-4">
          {orders.map(({ id, createdAt, status, items }) => (
            <li key={id}>
              <Link href={`/orders/${id}`} className="sheet block p-5 hover:bg-raised">
                <span className="block font-display font-semibold text-xl">
                  Ordered on <Day at={createdAt.toISOString()} />
                  {status === "cancelled" && <span> · cancelled</span>}
                </span>
                <span className="mt-1 block text-muted">
                  {items.map(({ title, quantity }) => `${quantity} × ${title}`).join(", ")}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <Link href={`/orders?before=${next}`} className={button.secondary}>
          Older orders
        </Link>
      )}
    </div>
  );
}
