import type { Metadata } from "next";
import { CleanupRun } from "@/components/admin/cleanup-run";
import { countInactiveGuests } from "@/lib/auth/cleanup/inactive-guests";
import { readConfig } from "@/lib/auth/settings/settings";
import { requireAdminContext } from "@/lib/server/require-user";
import { runCleanup } from "../../actions";

export const metadata: Metadata = { title: "Run the cleanup" };

/** The step before guests are removed. Opening it changes nothing. */
export default async function CleanupRunPage() {
  const ctx = await requireAdminContext();
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  return <CleanupRun wouldDelete={await countInactiveGuests(ctx, maxAge)} run={runCleanup} />;
}
