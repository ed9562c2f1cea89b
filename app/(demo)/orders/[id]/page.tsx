import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Day } from "@/components/day";
import { database } from "@/lib/server/db";
import { CancelOrder } from "../../_components/cancel-order";
import { Cover } from "../../_components/cover";
import { Sum } from "../../_components/sum";
import { UpgradePrompt } from "../../_components/upgrade-prompt";
import { type Order, orderOf } from "../../_lib/orders";
import { inEuro } from "../../_lib/prices";
import { isDue } from "../../_lib/prompts";
import { viewer } from "../../_lib/viewer";

export const metadata: Metadata = { title: "Your order", robots: { index: false } };

/** An order, for whoever placed it. To anybody else there is no such order. */
export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, user] = await Promise.all([params, viewer()]);
  const order = user && (await orderOf(await database(), user.id, id));
  if (!order) notFound();
  const isOpen = order.status === "open";
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <div>
        <h1 className="text-4xl">{isOpen ? "Thank you, it is ordered" : "This order was cancelled"}</h1>
        <p className="mt-2 text-lg text-muted">
          Ordered on <Day at={new Date(order.createdAt).toISOString()} />
        </p>
      </div>
      {isOpen && isDue(user, "after-order") && (
        <UpgradePrompt moment="after-order" next={`/orders/${order.id}`} />
      )}
      <section aria-labelledby="receipt" className="sheet grid gap-5 p-5 sm:p-7">
        <h2 id="receipt" className="text-2xl">
          Receipt
        </h2>
        <Items order={order} />
        <Sum items={order.items} />
        <Delivery order={order} />
        <p className="text-muted">This page is the receipt. Since no money moves, none is mailed.</p>
      </section>
      {isOpen && <CancelOrder orderId={order.id} />}
    </div>
  );
}

function Items({ order }: { order: Order }) {
  return (
    <ul className="grid gap-3">
      {order.items.map((item, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a receipt never change places, and two cards may have one title.
        <li key={row} className="flex items-center gap-4">
          <Cover occasion={item.occasion} className="aspect-square w-14 shrink-0 rounded-lg" />
          <bdi dir="auto" className="min-w-0 flex-1">
            {item.title}
          </bdi>
          <span className="shrink-0 tabular-nums">
            {item.quantity} × {inEuro(item.unitPrice)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Delivery({ order }: { order: Order }) {
  const lines = [order.name, order.street, `${order.zip} ${order.city}`, order.country];
  return (
    <dl className="grid gap-4 border-line border-t pt-4 sm:grid-cols-2">
      <div>
        <dt className="font-semibold">Goes to</dt>
        {lines.map((text, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one address never change places.
          <dd key={row} dir="auto">
            {text}
          </dd>
        ))}
      </div>
      <div>
        <dt className="font-semibold">Made out to</dt>
        <dd>{order.email}</dd>
        <dd className="text-muted">
          {order.payment === "account" ? "On account" : "To pay when it arrives"}
        </dd>
      </div>
    </dl>
  );
}
