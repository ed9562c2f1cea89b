import { inFigures } from "@/components/admin/figures";
import { cell, figure, heading, table } from "@/components/admin/table";
import { link } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { GuestDay } from "@/lib/features/insights/views";
import { percent } from "./figures";

/** The numbers of the chart, the newest day first. */
export function DayTable({ days }: { days: GuestDay[] }) {
  return (
    <details>
      <summary className={`${link} inline-flex min-h-11 items-center`}>Show as table</summary>
      <ScrollRegion label="Guests by day" className="mt-3 max-h-96">
        <table className={table}>
          <thead>
            <tr>
              <th scope="col" className={heading}>
                Day (UTC)
              </th>
              {["New guests", "Accounts", "Moved", "Deleted", "Conversion (7 days)"].map((title) => (
                <th key={title} scope="col" className={`${heading} text-right`}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
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
