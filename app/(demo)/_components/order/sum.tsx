import { inEuro, postage } from "../../_lib/order/prices";

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
