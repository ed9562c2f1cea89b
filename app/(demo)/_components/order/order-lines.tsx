import type { Occasion } from "../../_lib/card/occasions";
import { inEuro } from "../../_lib/order/prices";
import { Cover } from "../cover/cover";

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
