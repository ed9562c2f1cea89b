import Link from "next/link";
import { guestsInWords, inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { cell, figure, TableHead, table } from "@/components/admin/table";
import { link } from "@/components/ui/button";
import type { IdleGuests, Insights } from "@/lib/features/insights/views";
import { duration, percent, shareOf } from "./figures";
import { RowBar } from "./funnel";

/** The guests there are now, by how long they have been inactive, against the maximum age. */
export function LiveGuests({ insights }: { insights: Insights }) {
  const { live, maxAge } = insights;
  const most = Math.max(...live.byIdleTime.map(({ guests }) => guests));
  const shown = live.byIdleTime.map((row) => ({
    ...row,
    name: nameOf(row),
    isPast: maxAge !== null && row.from >= maxAge,
  }));
  return (
    <Panel title="Current guests">
      <p>
        {live.isEstimate && <span>About </span>}
        <strong className="font-semibold">{guestsInWords(live.total)}</strong>
        {live.isEstimate && <span>, estimated from a sample</span>}.{" "}
        {live.total > 0 && (
          <span>{`${percent(shareOf(live.ownNothing, live.total))} of them own nothing. `}</span>
        )}
        {maxAge === null ? (
          <span>Guests are never removed.</span>
        ) : (
          <span>
            Removed after {duration(maxAge)} of inactivity –{" "}
            <Link href="/admin/cleanup" className={link}>
              see who's next
            </Link>
            .
          </span>
        )}
      </p>
      <table className={table}>
        <caption className="sr-only">Guests by the time since they were last active</caption>
        <TableHead columns={["Last active"]} figures={["Guests"]} />
        <tbody>
          {shown.map(({ from, name, guests, isPast }) => (
            <tr key={from}>
              <th scope="row" className={`${cell} w-full font-normal`}>
                {name}
                {isPast && <span className="text-danger"> · past the maximum age</span>}
                <RowBar value={guests} most={most} look={isPast ? "fill-danger" : "fill-accent"} />
              </th>
              <td className={figure}>{inFigures(guests)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function nameOf({ from, until }: IdleGuests): string {
  if (until === null) return `More than ${duration(from)} ago`;
  return from === 0 ? `Within ${duration(until)}` : `${duration(from)} to ${duration(until)} ago`;
}
