import type { Metadata } from "next";
import { CleanupRun } from "@/components/admin/cleanup-run";
import { readConfig } from "@/lib/auth/config";
import { countStaleGuests } from "@/lib/auth/stale-guests";
import { requireKeeper } from "@/lib/server/require-user";
import { runCleanup } from "../actions";

export const metadata: Metadata = { title: "Run the cleanup" };

/** The step before guests are removed. Opening it removes nobody. */
export default async function CleanupRunPage() {
  const ctx = await requireKeeper();
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  return <CleanupRun wouldDelete={await countStaleGuests(ctx, maxAge)} run={runCleanup} />;
}
