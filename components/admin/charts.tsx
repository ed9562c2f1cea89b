import type { Insights } from "@/lib/contract/insights";
import { DayChart } from "./day-chart";
import { DayTable } from "./day-table";
import { Panel } from "./panel";

const series = [
  { key: "created", title: "Created" },
  { key: "upgraded", title: "Upgraded" },
  { key: "merged", title: "Merged into an account" },
  { key: "removed", title: "Removed" },
] as const;

/** What became of guests, by day: for the eye, and as a table. */
export function Charts({ insights }: { insights: Insights }) {
  return (
    <Panel title={`The last ${insights.days} days`}>
      <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2">
        {series.map(({ key, title }) => (
          <DayChart
            key={key}
            title={title}
            total={insights.totals[key]}
            days={insights.byDay.map((day) => ({ day: day.day, count: day[key] }))}
          />
        ))}
      </div>
      <DayTable days={insights.byDay} />
    </Panel>
  );
}
