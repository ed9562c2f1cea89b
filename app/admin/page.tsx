import type { Metadata } from "next";
import { Charts } from "@/components/admin/charts";
import { Conversion } from "@/components/admin/conversion";
import { Findings } from "@/components/admin/findings";
import { LiveGuests } from "@/components/admin/live-guests";
import { RangeNav } from "@/components/admin/range-nav";
import { readInsights } from "@/lib/auth/insights";
import { insightRanges } from "@/lib/contract/insights";
import { requireKeeper } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "Guests" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Whether guest mode pays: what becomes of guests, and whether there are too many. */
export default async function InsightsPage({ searchParams }: Props) {
  const ctx = await requireKeeper();
  const asked = Number((await searchParams).days);
  const days = insightRanges.find((range) => range === asked) ?? 30;
  const insights = await readInsights(ctx, { days });
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-3xl">Guests</h1>
          <p className="mt-2 text-muted">Days are in UTC. Guests are in no count of members.</p>
        </div>
        <RangeNav days={days} />
      </div>
      <Charts insights={insights} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-8 lg:grid-cols-2">
        <Conversion insights={insights} />
        <LiveGuests insights={insights} />
      </div>
      <Findings insights={insights} />
    </>
  );
}
