import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import Link from "next/link";
import { inFigures } from "@/components/admin/figures";
import { type Insights, insightRanges } from "@/lib/features/insights/views";
import { type Change, duration, percent, relativeChange, shareChange, shareOf } from "./figures";

/** Four figures, each with its change against the period before. */
export function Overview({ insights }: { insights: Insights }) {
  const { days, totals, timeToUpgrade, before } = insights;
  const conversion = shareOf(totals.upgraded, totals.created);
  const median = timeToUpgrade?.median;
  const figures = [
    {
      name: "New guests",
      value: inFigures(totals.created),
      change: relativeChange(totals.created, before.totals.created),
    },
    {
      name: "Accounts created",
      value: inFigures(totals.upgraded),
      change: relativeChange(totals.upgraded, before.totals.upgraded),
    },
    {
      name: "Conversion",
      value: percent(conversion),
      change: shareChange(conversion, shareOf(before.totals.upgraded, before.totals.created)),
    },
    {
      name: "Median time to an account",
      value: median === undefined ? "–" : duration(median),
      change: relativeChange(median, before.timeToUpgrade?.median),
    },
  ];
  return (
    <section aria-labelledby="overview-figures" className="grid gap-3">
      <h2 id="overview-figures" className="sr-only">
        Key figures
      </h2>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-4">
        {figures.map(({ name, value, change }) => (
          <div key={name} className="sheet grid content-start gap-1 p-5">
            <dt className="text-muted">{name}</dt>
            <dd className="font-display text-3xl tabular-nums">{value}</dd>
            <dd className="flex items-center gap-1 text-muted text-sm">
              <ChangeText change={change} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-sm">Changes are against the {days} days before.</p>
    </section>
  );
}

const arrows = { up: ArrowUp, down: ArrowDown, same: ArrowRight };

function ChangeText({ change }: { change: Change | null }) {
  if (change === null) return "Not enough data to compare";
  const Arrow = arrows[change.direction];
  return (
    <>
      <Arrow aria-hidden className="size-4 shrink-0" />
      {change.text}
    </>
  );
}

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
