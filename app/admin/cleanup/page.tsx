import type { Metadata } from "next";
import Link from "next/link";
import { AbsentGuests } from "@/components/admin/absent-guests";
import { CleanupRuns } from "@/components/admin/cleanup-runs";
import { Panel } from "@/components/admin/panel";
import { guestsInWords } from "@/components/admin/settings-text";
import { button, link } from "@/components/ui/button";
import { previewCleanup } from "@/lib/auth/cleanup-preview";
import { listCleanupRuns } from "@/lib/auth/cleanup-runs";
import { nameUsers } from "@/lib/auth/user-names";
import { durationInWords } from "@/lib/contract/duration";
import { requireKeeper } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "Cleanup" };

/** Who would go and who would be kept if the cleanup ran now, and what earlier runs did. */
export default async function CleanupPage() {
  const ctx = await requireKeeper();
  const [preview, runs] = await Promise.all([previewCleanup(ctx), listCleanupRuns(ctx)]);
  const names = await nameUsers(
    ctx,
    runs.map(({ actor }) => actor),
  );
  const { maxAge, wouldDelete, going, kept } = preview;
  return (
    <>
      <div className="grid gap-4">
        <h1 className="text-3xl">Cleanup</h1>
        <p>
          {maxAge === null
            ? "There is no maximum age, so nobody is ever removed."
            : `Guests are removed once they have been away for ${durationInWords(maxAge)}.`}{" "}
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
          <Panel title={`Who would go now: ${guestsInWords(wouldDelete)}`}>
            <AbsentGuests guests={going} ofAll={wouldDelete} none="Nobody has been away for that long." />
          </Panel>
          <Panel title="Away for as long, but kept">
            <AbsentGuests guests={kept} ofAll={kept.length} none="Nobody." />
          </Panel>
        </>
      )}
      <Panel title="Earlier runs">
        <CleanupRuns runs={runs} names={names} />
      </Panel>
    </>
  );
}
