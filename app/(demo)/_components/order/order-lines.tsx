import { inEuro, postage } from "../../_lib/order/prices";
import { Cover, type Occasion } from "../cover/cover";

type Line = { title: string; occasion: Occasion; quantity: number; unitPrice: number };

/** The lines of an order. Prices in cents. */
export function OrderLines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="grid gap-3">
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an order keep their places, and two cards can have the same title.
        <li key={row} className="flex items-center gap-4">
          <Cover occasion={line.occasion} className="aspect-square w-14 shrink-0 rounded-lg" />
          <bdi dir="auto" className="min-w-0 flex-1">
            {line.title}
          </bdi>
          <span className="shrink-0 tabular-nums">
            {line.quantity} × {inEuro(line.unitPrice)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What prints cost, and that nobody has to pay it. */
export function Sum({ items }: { items: { quantity: number; unitPrice: number }[] }) {
  const prints = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const lines = [
    ["Prints", prints],
    ["Postage", postage],
    ["Total", prints + postage],
  ] as const;
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-[1fr_auto] gap-y-1.5 border-line border-t pt-4">
        {lines.map(([label, cents]) => (
          <div key={label} className="contents last:font-semibold last:text-lg">
            <dt>{label}</dt>
            <dd className="text-right tabular-nums">{inEuro(cents)}</dd>
          </div>
        ))}
      </dl>
      <p className="rounded-xl bg-success-soft px-4 py-3 text-success">
        This is a demo: you won't be charged, and no payment details are needed.
      </p>
    </div>
  );
}
