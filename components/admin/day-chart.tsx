import { inFigures } from "./figures";

type Point = { day: string; count: number };

const written = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = (day: string) => written.format(new Date(day));

/** One bar a day, drawn on the server. The same numbers are in the table below the charts. */
export function DayChart({ title, total, days }: { title: string; total: number; days: Point[] }) {
  const most = days.reduce((best, point) => (point.count > best.count ? point : best), {
    day: "",
    count: 0,
  });
  const summary = most.count === 0 ? "none" : `most on ${shortDay(most.day)}: ${inFigures(most.count)}`;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex items-baseline justify-between gap-4">
        <span className="font-semibold">{title}</span>
        <span className="font-display text-2xl tabular-nums">{inFigures(total)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${title} by day: ${summary}`}
        viewBox={`0 0 ${days.length} 100`}
        preserveAspectRatio="none"
        className="h-28 w-full border-field border-b"
      >
        {days.map(({ day, count }, index) => (
          <g key={day} className="fill-accent hover:fill-accent-strong">
            <title>{`${shortDay(day)}: ${inFigures(count)}`}</title>
            <rect x={index} width={1} height={100} fillOpacity={0} />
            <Bar index={index} height={most.count === 0 ? 0 : (100 * count) / most.count} />
          </g>
        ))}
      </svg>
      <div aria-hidden className="flex justify-between gap-2 text-muted text-sm">
        <span>{shortDay(days[0]?.day ?? "")}</span>
        <span>{summary}</span>
        <span>{shortDay(days.at(-1)?.day ?? "")}</span>
      </div>
    </figure>
  );
}

/** A day with anything at all can be seen, however small it is beside the greatest. */
function Bar({ index, height }: { index: number; height: number }) {
  const shown = height === 0 ? 0 : Math.max(height, 2);
  return <rect x={index + 0.1} width={0.8} y={100 - shown} height={shown} />;
}
