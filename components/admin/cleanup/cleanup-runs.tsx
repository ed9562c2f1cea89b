import { inFigures } from "@/components/admin/figures";
import { PersonLink } from "@/components/admin/people/person-link";
import { cell, figure, TableHead, table } from "@/components/admin/table";
import { Moment } from "@/components/ui/local-time";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { CleanupRun } from "@/lib/api/views";

/** What each run did, newest first. `names` are those of the admins among the actors. */
export function CleanupRuns({ runs, names }: { runs: CleanupRun[]; names: Record<string, string> }) {
  if (runs.length === 0) return <p>No cleanup has run yet.</p>;
  return (
    <ScrollRegion label="Runs">
      <table className={table}>
        <TableHead columns={["Started", "By", "Type", "Finished"]} figures={["Removed", "Remaining"]} />
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row" className={`${cell} font-normal`}>
                <Moment at={run.startedAt} />
              </th>
              <td className={cell}>
                <PersonLink id={run.actor} names={names} />
              </td>
              <td className={`${cell} whitespace-nowrap`}>{run.dryRun ? "Dry run" : "Live"}</td>
              <td className={cell}>
                {run.finishedAt ? <Moment at={run.finishedAt} /> : "Running or interrupted"}
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
