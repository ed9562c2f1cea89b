import type { Metadata } from "next";
import type { SearchParams } from "@/app/(auth)/search-params";
import { methodNames } from "@/components/admin/method-names";
import { Findings } from "@/components/insights/findings";
import { Funnel } from "@/components/insights/funnel";
import { GuestChart } from "@/components/insights/guest-chart";
import { LiveGuests } from "@/components/insights/live-guests";
import { Overview, RangeNav } from "@/components/insights/overview";
import { readInsights } from "@/lib/features/insights/insights";
import { insightRanges } from "@/lib/features/insights/views";
import { socialMethods } from "@/lib/server/authjs/credentials";
import { requireAdminContext } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "Overview" };

/** What becomes of guests, and whether there are too many. */
export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminContext();
  const asked = Number((await searchParams).days);
  const days = insightRanges.find((range) => range === asked) ?? 30;
  const insights = await readInsights(ctx, { days });
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-3xl">Overview</h1>
          <p className="mt-2 text-muted">
            All dates in UTC. Accounts that were never guests aren't included in these numbers.
          </p>
        </div>
        <RangeNav days={days} />
      </div>
      <Overview insights={insights} />
      <GuestChart insights={insights} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-8 lg:grid-cols-2">
        <Funnel insights={insights} methods={methodNames(socialMethods())} />
        <LiveGuests insights={insights} />
      </div>
      <Findings insights={insights} />
    </>
  );
}
