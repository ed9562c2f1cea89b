import type { CleanupRun } from "@/lib/contract/wire";
import { ScrollRegion } from "../ui/scroll-region";
import { inFigures } from "./figures";
import { Moment } from "./moment";
import { PersonLink } from "./person-link";
import { cell, figure, heading, table } from "./table";

/** What each run did, the newest first. `names` are those of the admins among the actors. */
export function CleanupRuns({ runs, names }: { runs: CleanupRun[]; names: Record<string, string> }) {
  if (runs.length === 0) return <p>No cleanup has run yet.</p>;
  return (
    <ScrollRegion label="Runs">
      <table className={table}>
        <thead>
          <tr>
            {["Began", "By", "Kind", "Ended"].map((title) => (
              <th key={title} scope="col" className={heading}>
                {title}
              </th>
            ))}
            {["Removed", "Left over"].map((title) => (
              <th key={title} scope="col" className={`${heading} text-right`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row" className={`${cell} font-normal`}>
                <Moment at={run.startedAt} />
              </th>
              <td className={cell}>
                <PersonLink id={run.actor} names={names} />
              </td>
              <td className={`${cell} whitespace-nowrap`}>{run.dryRun ? "dry run" : "real"}</td>
              <td className={cell}>
                {run.finishedAt ? <Moment at={run.finishedAt} /> : "not yet, or cut short"}
              </td>
              <td className={figure}>{inFigures(run.deleted)}</td>
              <td className={figure}>{run.remaining === null ? "–" : inFigures(run.remaining)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
