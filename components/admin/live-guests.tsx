import Link from "next/link";
import type { IdleGuests, Insights } from "@/lib/contract/insights";
import { link } from "../ui/button";
import { duration, inFigures, percentage } from "./figures";
import { Panel } from "./panel";
import { guestsInWords } from "./settings-text";
import { cell, figure, heading, table } from "./table";

/** Who there is now, by how long they have been away, against the age at which they go. */
export function LiveGuests({ insights }: { insights: Insights }) {
  const { live, maxAge } = insights;
  const most = Math.max(1, ...live.byIdleTime.map(({ guests }) => guests));
  const shown = live.byIdleTime.map((row) => ({
    ...row,
    name: nameOf(row),
    isPast: maxAge !== null && row.from >= maxAge,
  }));
  return (
    <Panel title="Guests there are now">
      <p>
        {live.isEstimate && "About "}
        <strong className="font-semibold">{guestsInWords(live.total)}</strong>
        {live.isEstimate && ", estimated from a sample"}. {percentage(live.ownNothing, live.total)} of them
        own nothing.{" "}
        {maxAge === null ? (
          <>There is no maximum age: nobody goes.</>
        ) : (
          <>
            They go after {duration(maxAge)} without activity:{" "}
            <Link href="/admin/cleanup" className={link}>
              see who is next
            </Link>
            .
          </>
        )}
      </p>
      <table className={table}>
        <caption className="sr-only">Guests by the time since they were last active</caption>
        <thead>
          <tr>
            <th scope="col" className={heading}>
              Last active
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Guests
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ from, name, guests, isPast }) => (
            <tr key={from}>
              <th scope="row" className={`${cell} w-full font-normal`}>
                {name}
                {isPast && <span className="text-danger"> · past the maximum age</span>}
                <svg
                  aria-hidden
                  viewBox="0 0 100 1"
                  preserveAspectRatio="none"
                  className={`mt-1 block h-2 w-full ${isPast ? "fill-danger" : "fill-accent"}`}
                >
                  <rect width={(100 * guests) / most} height={1} />
                </svg>
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
