import type { Metadata } from "next";
import Link from "next/link";
import { button } from "@/components/ui/button";
import { database } from "@/lib/server/db";
import { CartLine } from "../_components/cart-line";
import { EmptyPlace } from "../_components/empty-place";
import { Sum } from "../_components/sum";
import { cartOf } from "../_lib/cart";
import { printPrice } from "../_lib/prices";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Your cart", robots: { index: false } };

export default async function CartPage() {
  const user = await viewer();
  const items = user ? await cartOf(await database(), user.id) : [];
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Your cart</h1>
      {items.length === 0 ? (
        <EmptyPlace
          text="Nothing in it yet. Open a card and choose “Order prints”."
          href="/"
          label="Go to your cards"
        />
      ) : (
        <>
          <ul className="grid gap-4">
            {items.map((item) => (
              <CartLine key={item.cardId} item={item} />
            ))}
          </ul>
          <Sum items={items.map(({ quantity }) => ({ quantity, unitPrice: printPrice }))} />
          <Link href="/checkout" className={button.primary}>
            Go to checkout
          </Link>
        </>
      )}
    </div>
  );
}
