import type { Metadata } from "next";
import Link from "next/link";
import { CleanupRuns } from "@/components/admin/cleanup/cleanup-runs";
import { InactiveGuests } from "@/components/admin/cleanup/inactive-guests";
import { Panel } from "@/components/admin/panel";
import { guestsInWords } from "@/components/admin/settings/settings-text";
import { button, link } from "@/components/ui/button";
import { durationInWords } from "@/lib/api/duration";
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
