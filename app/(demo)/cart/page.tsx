import type { Metadata } from "next";
import { database } from "@/lib/server/db";
import { EmptyState } from "../_components/empty-state";
import { CartForm } from "../_components/order/cart-form";
import { cartOf } from "../_lib/order/cart";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Your cart", robots: { index: false } };

export default async function CartPage() {
  const user = await viewer();
  const items = user ? await cartOf(await database(), user.id) : [];
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Your cart</h1>
      {items.length === 0 ? (
        <EmptyState
          text="Your cart is empty. Open a card and choose “Order prints”."
          href="/"
          label="Go to your cards"
        />
      ) : (
        <CartForm items={items} />
      )}
    </div>
  );
}
