import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ReactNode } from "react";
import { inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { cell, figure, ScrollRegion, TableHead, table } from "@/components/admin/table";
import { link } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import type { GuestDay, Insights } from "@/lib/features/insights/views";
import { DayPicker } from "./day-picker";
import { percent, shortDay } from "./figures";

/** Heights in pixels. Widths are in percent, so that the text keeps its size on every screen. */
const barsHeight = 160;
const lineHeight = 120;
/** Room above the highest tick, for half of its label. */
const top = 8;

/** New guests and accounts by day as bars, the conversion as a line below, and both as a table. Drawn on the server. */
export function GuestChart({ insights }: { insights: Insights }) {
  const { byDay, days } = insights;
  const x = scaleBand()
    .domain(byDay.map(({ day }) => day))
    .range([0, 100])
    .paddingInner(0.2)
    .paddingOuter(0.1);
  const counts = countScale(byDay);
  const shares = shareScale(byDay);
  return (
    <Panel title={`The last ${days} days`}>
      <figure className="grid min-w-0 gap-2">
        <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
          <Key className="bg-field">New guests</Key>
          <Key className="bg-accent">Accounts created</Key>
        </figcaption>
        <DayPicker
          key={days}
          days={byDay.map((day) => ({ name: shortDay(day.day), text: inWords(day) }))}
          axis={
            <>
              <Axis height={barsHeight} ticks={counts.ticks} />
              <div className={captionHeight} />
              <Axis height={lineHeight} ticks={shares.ticks} />
            </>
          }
        >
          <Bars days={byDay} x={x} {...counts} />
          <p className={`${captionHeight} pt-3 text-sm`}>Conversion, over 7 days each</p>
          <ConversionLine days={byDay} x={x} {...shares} />
        </DayPicker>
        <div aria-hidden className="flex justify-between gap-2 pl-10 text-muted text-sm">
          <span>{shortDay(byDay[0]?.day ?? "")}</span>
          <span>{shortDay(byDay.at(-1)?.day ?? "")}</span>
        </div>
      </figure>
      <DayTable days={byDay} />
    </Panel>
  );
}

const captionHeight = "h-10";

type Tick = { y: number; text: string };
type Scale = { y: ScaleLinear<number, number>; ticks: Tick[] };

function countScale(days: GuestDay[]): Scale {
  const highest = Math.max(1, ...days.map(({ created, upgraded }) => Math.max(created, upgraded)));
  const y = scaleLinear([0, highest], [barsHeight, top]).nice(3);
  const ticks = y.ticks(3).filter(Number.isInteger);
  return { y, ticks: ticks.map((tick) => ({ y: y(tick), text: inFigures(tick) })) };
}

function shareScale(days: GuestDay[]): Scale {
  const highest = Math.max(0.1, ...days.map(({ conversion }) => conversion ?? 0));
  const y = scaleLinear([0, highest], [lineHeight, top]).nice(3);
  return { y, ticks: y.ticks(3).map((tick) => ({ y: y(tick), text: percent(tick) })) };
}

type ChartProps = Scale & { days: GuestDay[]; x: ScaleBand<string> };

function Bars({ days, x, y, ticks }: ChartProps) {
  const most = days.reduce<GuestDay | null>(
    (best, day) => (day.created > (best?.created ?? 0) ? day : best),
    null,
  );
  const label = most ? `most on ${shortDay(most.day)}: ${inFigures(most.created)}` : "none";
  return (
    <Plot label={`New guests by day: ${label}`} height={barsHeight} ticks={ticks}>
      {days.map((day) => (
        <g key={day.day}>
          <title>{`${shortDay(day.day)}: ${inWords(day)}`}</title>
          <Bar x={x(day.day)} width={x.bandwidth()} y={y(day.created)} className="fill-field" />
          <Bar x={x(day.day)} width={x.bandwidth()} y={y(day.upgraded)} className="fill-accent" />
        </g>
      ))}
    </Plot>
  );
}

function Bar({ x = 0, width, y, className }: { x?: number; width: number; y: number; className: string }) {
  return <rect x={`${x}%`} width={`${width}%`} y={y} height={barsHeight - y} className={className} />;
}

function ConversionLine({ days, x, y, ticks }: ChartProps) {
  const known = days.filter((day) => day.conversion !== null);
  const last = known.at(-1);
  const middle = ({ day }: GuestDay) => (x(day) ?? 0) + x.bandwidth() / 2;
  const path = line<GuestDay>()
    .defined(({ conversion }) => conversion !== null)
    .x(middle)
    .y(({ conversion }) => y(conversion ?? 0))(days);
  const label = last ? `${percent(last.conversion)} on ${shortDay(last.day)}` : "not enough data";
  return (
    <Plot label={`Conversion by day: ${label}`} height={lineHeight} ticks={ticks}>
      <svg
        aria-hidden
        viewBox={`0 0 100 ${lineHeight}`}
        preserveAspectRatio="none"
        width="100%"
        height={lineHeight}
        className="overflow-visible"
      >
        <path
          d={path ?? ""}
          vectorEffect="non-scaling-stroke"
          strokeWidth={2}
          strokeLinejoin="round"
          className="fill-none stroke-accent"
        />
      </svg>
      {known.map((day) => (
        <circle
          key={day.day}
          cx={`${middle(day)}%`}
          cy={y(day.conversion ?? 0)}
          r={days.length > 31 ? 1.5 : 2.5}
          className="fill-accent"
        >
          <title>{`${shortDay(day.day)}: ${percent(day.conversion)}`}</title>
        </circle>
      ))}
    </Plot>
  );
}

/** One chart, with a line at each tick of its one scale. */
function Plot({
  label,
  height,
  ticks,
  children,
}: {
  label: string;
  height: number;
  ticks: Tick[];
  children: ReactNode;
}) {
  return (
    <svg role="img" aria-label={label} width="100%" height={height} className="block overflow-visible">
      {ticks.map((tick) => (
        <line key={tick.text} x2="100%" y1={tick.y} y2={tick.y} className="stroke-line" />
      ))}
      {children}
    </svg>
  );
}

function Axis({ height, ticks }: { height: number; ticks: Tick[] }) {
  return (
    <svg aria-hidden width="100%" height={height} className="block overflow-visible">
      {ticks.map(({ y, text }) => (
        <text key={text} y={y} dominantBaseline="central" className="fill-muted text-xs tabular-nums">
          {text}
        </text>
      ))}
    </svg>
  );
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className={`size-3 rounded-sm ${className}`} />
      {children}
    </span>
  );
}

function inWords({ created, upgraded, conversion }: GuestDay): string {
  const guests = created === 1 ? "1 new guest" : `${inFigures(created)} new guests`;
  const accounts = upgraded === 1 ? "1 account" : `${inFigures(upgraded)} accounts`;
  const share = conversion === null ? "no conversion yet" : `conversion ${percent(conversion)}`;
  return `${guests}, ${accounts}, ${share}`;
}

/** The numbers of the chart, the newest day first. */
function DayTable({ days }: { days: GuestDay[] }) {
  return (
    <details>
      <summary className={`${link} inline-flex min-h-11 items-center`}>Show as table</summary>
      <ScrollRegion label="Guests by day" className="mt-3 max-h-96">
        <table className={table}>
          <TableHead
            columns={["Day (UTC)"]}
            figures={["New guests", "Accounts", "Moved", "Deleted", "Conversion (7 days)"]}
          />
          <tbody>
            {days.toReversed().map(({ day, conversion, ...counts }) => (
              <tr key={day}>
                <th scope="row" className={`${cell} whitespace-nowrap font-normal`}>
                  <LocalTime at={day} dateStyle="medium" />
                </th>
                <td className={figure}>{inFigures(counts.created)}</td>
                <td className={figure}>{inFigures(counts.upgraded)}</td>
                <td className={figure}>{inFigures(counts.merged)}</td>
                <td className={figure}>{inFigures(counts.removed)}</td>
                <td className={figure}>{percent(conversion)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
