import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "@/app/(auth)/search-params";
import { button } from "@/components/ui/button";
import type { User } from "@/lib/api/shapes";
import { database } from "@/lib/server/db";
import { EmptyState } from "../_components/empty-state";
import { OrderForm } from "../_components/order/order-form";
import { OrderLines, Sum } from "../_components/order/order-lines";
import { TakePrompt } from "../_components/prompts/action-form";
import { Gate, UpgradePrompt } from "../_components/prompts/upgrade-prompt";
import { cartOf } from "../_lib/order/cart";
import { openOrdersOf, placesOf } from "../_lib/order/orders";
import { printPrice } from "../_lib/order/prices";
import { quotaRefusal } from "../_lib/permissions";
import { isDue } from "../_lib/preferences/prompts";
import { viewer } from "../_lib/viewer";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

export default async function CheckoutPage({ searchParams }: { searchParams: SearchParams }) {
  const [user, query] = await Promise.all([viewer(), searchParams]);
  const cart = user ? await cartOf(await database(), user.id) : [];
  const lines = cart.map((item) => ({ ...item, unitPrice: printPrice }));
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-4xl">Checkout</h1>
      {user === null || lines.length === 0 ? (
        <EmptyState text="There's nothing to order yet." href="/cart" label="Go to cart" />
      ) : (
        <>
          <section aria-labelledby="summary" className="sheet grid gap-5 p-5 sm:p-7">
            <h2 id="summary" className="text-2xl">
              Your order
            </h2>
            <OrderLines lines={lines} />
            <Sum items={lines} />
          </section>
          <Order user={user} placeId={query.place} />
        </>
      )}
    </div>
  );
}

async function Order({ user, placeId }: { user: User; placeId: string | string[] | undefined }) {
  const db = await database();
  const [open, places] = await Promise.all([openOrdersOf(db, user.id), placesOf(db, user.id)]);
  const [newest] = open;
  if (user.isAnonymous && newest && quotaRefusal(user, "order.place", open.length)) {
    return (
      <div className="grid justify-items-start gap-4 rounded-2xl bg-banner p-5">
        <p>Guests can have one open order at a time. Create an account to order more.</p>
        <div className="flex flex-wrap gap-3">
          <TakePrompt prompt="quota" next="/checkout" />
          <Link href={`/orders/${newest.id}`} className={button.secondary}>
            View your open order
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
        isGuest={user.isAnonymous}
        email={user.email}
        places={places}
        chosen={chosen}
      />
      {user.isAnonymous && (
        <div className="grid gap-3">
          <Gate
            prompt="address.save"
            label="Save this address for next time"
            why="Create an account to save your address."
            next="/checkout"
          />
          <Gate
            prompt="order.on-account"
            label="Pay by invoice"
            why="Create an account to pay by invoice."
            next="/checkout"
          />
        </div>
      )}
    </>
  );
}
