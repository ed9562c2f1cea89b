import type { Metadata } from "next";
import Link from "next/link";
import { button } from "@/components/ui/button";
import type { User } from "@/lib/contract/wire";
import { database } from "@/lib/server/db";
import { EmptyPlace } from "../_components/empty-place";
import { Gate } from "../_components/gate";
import { OrderForm } from "../_components/order-form";
import { Sum } from "../_components/sum";
import { TakePrompt } from "../_components/take-prompt";
import { UpgradePrompt } from "../_components/upgrade-prompt";
import { cartOf } from "../_lib/cart";
import { ordersOf, placesOf } from "../_lib/orders";
import { guestQuota } from "../_lib/permissions";
import { printPrice } from "../_lib/prices";
import { isDue } from "../_lib/prompts";
import { viewer } from "../_lib/viewer";
import { placeOrderForm } from "../actions";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CheckoutPage({ searchParams }: Props) {
  const [user, query] = await Promise.all([viewer(), searchParams]);
  const items = user ? await cartOf(await database(), user.id) : [];
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Checkout</h1>
      {user === null || items.length === 0 ? (
        <EmptyPlace text="There is nothing to order yet." href="/cart" label="Look into your cart" />
      ) : (
        <>
          <Sum items={items.map(({ quantity }) => ({ quantity, unitPrice: printPrice }))} />
          <Order user={user} placeId={query.place} />
        </>
      )}
    </div>
  );
}

async function Order({ user, placeId }: { user: User; placeId: string | string[] | undefined }) {
  const db = await database();
  const [orders, places] = await Promise.all([ordersOf(db, user.id), placesOf(db, user.id)]);
  const open = orders.filter(({ status }) => status === "open");
  const [first] = open;
  if (user.isAnonymous && first && open.length >= (guestQuota("order.place") ?? 0)) {
    return (
      <div className="grid justify-items-start gap-4 rounded-2xl bg-banner p-5">
        <p>
          You have an order that is open, and a guest may have one at a time. With an account you can order as
          often as you like.
        </p>
        <div className="flex flex-wrap gap-3">
          <TakePrompt prompt="quota" next="/checkout" />
          <Link href={`/orders/${first.id}`} className={button.secondary}>
            Look at your open order
          </Link>
        </div>
      </div>
    );
  }
  const chosen = places.find(({ id }) => id === placeId) ?? places[0] ?? null;
  return (
    <>
      {isDue(user, "before-checkout") && <UpgradePrompt moment="before-checkout" next="/checkout" />}
      <OrderForm
        key={chosen?.id}
        action={placeOrderForm}
        isGuest={user.isAnonymous}
        email={user.email}
        places={places}
        chosen={chosen}
      />
      {user.isAnonymous && (
        <div className="grid gap-3">
          <Gate
            prompt="address.save"
            label="Keep the address for next time"
            why="An address is only kept for somebody who can sign in to it, so it takes an account."
            next="/checkout"
          />
          <Gate
            prompt="order.on-account"
            label="Put it on my account"
            why="To pay later there has to be an account to put it on."
            next="/checkout"
          />
        </div>
      )}
    </>
  );
}
