import Link from "next/link";
import { insightRanges } from "@/lib/features/insights/views";

/** Links to the ranges: how many days the numbers cover. */
export function RangeNav({ days }: { days: number }) {
  return (
    <nav aria-label="Range">
      <ul className="flex gap-1">
        {insightRanges.map((range) => (
          <li key={range}>
            <Link
              href={`/admin?days=${range}`}
              aria-current={range === days ? "page" : undefined}
              className="inline-flex min-h-11 items-center rounded-xl border border-transparent px-4 font-semibold hover:bg-raised aria-[current=page]:border-field aria-[current=page]:bg-surface"
            >
              {range} days
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
