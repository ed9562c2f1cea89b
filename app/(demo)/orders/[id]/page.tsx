import type { Metadata } from "next";
import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import { database } from "@/lib/server/db";
import { missingPage } from "@/lib/server/request/requested-path";
import { OrderLines, Sum } from "../../_components/order/order-lines";
import { ConfirmedForm } from "../../_components/prompts/action-form";
import { UpgradePrompt } from "../../_components/prompts/upgrade-prompt";
import { type Order, orderOf } from "../../_lib/order/orders";
import { isDue } from "../../_lib/preferences/prompts";
import { viewer } from "../../_lib/viewer";
import { cancelOrderForm } from "../../actions";

export const metadata: Metadata = { title: "Your order", robots: { index: false } };

/** An order, for the user who placed it. For anybody else it does not exist. */
export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, user] = await Promise.all([params, viewer()]);
  const order = user && (await orderOf(await database(), user.id, id));
  if (!order) return missingPage();
  const isOpen = order.status === "open";
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <div>
        <h1 className="text-4xl">{isOpen ? "Thanks for your order!" : "This order was cancelled"}</h1>
        <p className="mt-2 text-lg text-muted">
          Ordered on <Day at={order.createdAt.toISOString()} />
        </p>
      </div>
      {isOpen && isDue(user, "after-order") && (
        <UpgradePrompt moment="after-order" next={`/orders/${order.id}`} />
      )}
      <section aria-labelledby="receipt" className="sheet grid gap-5 p-5 sm:p-7">
        <h2 id="receipt" className="text-2xl">
          Receipt
        </h2>
        <OrderLines lines={order.items} />
        <Sum items={order.items} />
        <Delivery order={order} />
        <p className="text-muted">This page is your receipt. No email is sent in this demo.</p>
      </section>
      {isOpen && (
        <ConfirmedForm
          action={cancelOrderForm}
          fields={{ orderId: order.id }}
          words={{ NOT_FOUND: "This order was already cancelled." }}
          summary="Cancel this order"
          summaryLook={button.secondary}
          label="Yes, cancel it"
          look={button.danger}
          className="mt-2 grid justify-items-start gap-3 rounded-xl bg-raised p-4"
        >
          <p>Nothing will be printed. You can order again anytime.</p>
        </ConfirmedForm>
      )}
    </div>
  );
}

function Delivery({ order }: { order: Order }) {
  const lines = [order.name, order.street, `${order.zip} ${order.city}`, order.country];
  return (
    <dl className="grid gap-4 border-line border-t pt-4 sm:grid-cols-2">
      <div>
        <dt className="font-semibold">Deliver to</dt>
        {lines.map((text, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one address never change places.
          <dd key={row} dir="auto">
            {text}
          </dd>
        ))}
      </div>
      <div>
        <dt className="font-semibold">Contact</dt>
        <dd>{order.email}</dd>
        <dt className="mt-3 font-semibold">Payment</dt>
        <dd>{order.payment === "account" ? "Pay by invoice" : "Pay on delivery"}</dd>
      </div>
    </dl>
  );
}
