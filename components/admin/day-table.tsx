import type { GuestDay } from "@/lib/contract/insights";
import { link } from "../ui/button";
import { ScrollRegion } from "../ui/scroll-region";
import { inFigures } from "./figures";
import { cell, figure, heading, table } from "./table";

/** The numbers behind the charts, the newest day first. */
export function DayTable({ days }: { days: GuestDay[] }) {
  return (
    <details>
      <summary className={`${link} inline-flex min-h-11 items-center`}>The same as a table</summary>
      <ScrollRegion label="Guests by day" className="mt-3 max-h-96">
        <table className={table}>
          <thead>
            <tr>
              <th scope="col" className={heading}>
                Day (UTC)
              </th>
              {["Created", "Upgraded", "Merged", "Removed"].map((title) => (
                <th key={title} scope="col" className={`${heading} text-right`}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, ...counts }) => (
              <tr key={day}>
                <th scope="row" className={`${cell} whitespace-nowrap font-normal`}>
                  <time dateTime={day}>{day}</time>
                </th>
                <td className={figure}>{inFigures(counts.created)}</td>
                <td className={figure}>{inFigures(counts.upgraded)}</td>
                <td className={figure}>{inFigures(counts.merged)}</td>
                <td className={figure}>{inFigures(counts.removed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
