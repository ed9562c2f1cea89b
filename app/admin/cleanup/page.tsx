import type { Metadata } from "next";
import Link from "next/link";
import { guestsInWords, inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { PersonLink } from "@/components/admin/people/person-link";
import { cell, figure, ScrollRegion, TableHead, table } from "@/components/admin/table";
import { workInWords } from "@/components/guest/work-text";
import { button, link } from "@/components/ui/button";
import { Moment } from "@/components/ui/local-time";
import { durationInWords } from "@/lib/api/duration";
import type { CleanupRun, InactiveGuest } from "@/lib/api/views";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { listCleanupRuns } from "@/lib/auth/cleanup/cleanup-runs";
import { previewCleanup } from "@/lib/auth/cleanup/inactive-guests";
import { requireAdminContext } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "Cleanup" };

/** Who would be removed and who would be kept if the cleanup ran now, and what earlier runs did. */
export default async function CleanupPage() {
  const ctx = await requireAdminContext();
  const [preview, runs] = await Promise.all([previewCleanup(ctx), listCleanupRuns(ctx)]);
  const names = await nameUsers(
    ctx,
    runs.map(({ actor }) => actor),
  );
  const { maxAge, wouldDelete, toRemove, kept } = preview;
  return (
    <>
      <div className="grid gap-4">
        <h1 className="text-3xl">Cleanup</h1>
        <p>
          {maxAge === null
            ? "There is no maximum age, so guests are never removed."
            : `Guests are removed after ${durationInWords(maxAge)} of inactivity.`}{" "}
          <Link href="/admin/settings" className={link}>
            Change the maximum age
          </Link>
        </p>
        {wouldDelete > 0 && (
          <p>
            <Link href="/admin/cleanup/run" className={button.danger}>
              Remove {guestsInWords(wouldDelete)}
            </Link>
          </p>
        )}
      </div>
      {maxAge !== null && (
        <>
          <Panel title={`To be removed: ${guestsInWords(wouldDelete)}`}>
            <InactiveGuests
              guests={toRemove}
              total={wouldDelete}
              none="No guests have been inactive for that long."
            />
          </Panel>
          <Panel title="Protected">
            <InactiveGuests guests={kept} total={kept.length} none="None." />
          </Panel>
        </>
      )}
      <Panel title="Earlier runs">
        <CleanupRuns runs={runs} names={names} />
      </Panel>
    </>
  );
}

/** Guests by name, the first of `total`, and why they are kept where they are. `none` is shown where there are none. */
function InactiveGuests({ guests, total, none }: { guests: InactiveGuest[]; total: number; none: string }) {
  if (guests.length === 0) return <p>{none}</p>;
  return (
    <>
      {guests.length < total && (
        <p className="text-muted text-sm">
          The {guests.length} longest inactive of {inFigures(total)}.
        </p>
      )}
      <ul className="max-h-128 divide-y divide-line overflow-y-auto">
        {guests.map(({ userId, name, lastActiveAt, counts, reason }) => (
          <li key={userId} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-2">
            <div className="min-w-0">
              <Link href={`/admin/users/${userId}`} className={`${link} inline-block min-h-6`}>
                <bdi>{name ?? "Guest"}</bdi>
              </Link>
              <span className="block font-mono text-muted text-xs">{userId}</span>
            </div>
            <div className="min-w-0 text-sm">
              <p>
                Last active <Moment at={lastActiveAt} />
              </p>
              <p>Owns {workInWords(counts) ?? "nothing"}</p>
              {reason !== null && <p className="font-semibold">Kept: {reason}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What each run did, newest first. `names` are those of the admins among the actors. */
function CleanupRuns({ runs, names }: { runs: CleanupRun[]; names: Record<string, string> }) {
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
