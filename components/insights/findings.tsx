import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { link } from "@/components/ui/button";
import { Day, Moment } from "@/components/ui/local-time";
import type { Finding, FindingStatus, Insights } from "@/lib/features/insights/views";
import { percent, shareOf } from "./figures";

/** Whether there are too many guests, and why: every cause, the numbers, and what to do. */
export function Findings({ insights }: { insights: Insights }) {
  return (
    <Panel title="Health checks">
      <ul className="grid gap-6 lg:grid-cols-2">
        {insights.findings.map(({ cause, status }) => (
          <li key={cause} className="flex items-start gap-3">
            <StatusIcon status={status} />
            <div className="grid gap-1">
              <h3 className="font-sans font-semibold text-base">
                {titles[cause]}: {statuses[status]}
              </h3>
              <p>{evidence(cause, insights)}</p>
              {status === "attention" && <p className="text-muted">{advice[cause]}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const statuses: Record<FindingStatus, string> = {
  attention: "Needs attention",
  ok: "OK",
  "not enough data": "Not enough data",
};

function StatusIcon({ status }: { status: FindingStatus }) {
  const size = "mt-0.5 size-5 shrink-0";
  if (status === "attention") return <CircleAlert aria-hidden className={`${size} text-danger`} />;
  if (status === "ok") return <CircleCheck aria-hidden className={`${size} text-success`} />;
  return <CircleDashed aria-hidden className={`${size} text-muted`} />;
}

const titles: Record<Finding["cause"], string> = {
  "one network": "Bots",
  "new guest on every visit": "New guest on every visit",
  "no maximum age": "Maximum age",
  "cleanup behind": "Cleanup",
  "owning nothing": "Inactive guests",
};

const settings = (
  <Link href="/admin/settings" className={link}>
    settings
  </Link>
);

const advice: Record<Finding["cause"], ReactNode> = {
  "one network": "Lower the rate limit for new guests, or block that network in front of the server.",
  "new guest on every visit":
    "Read the session before you create a guest, and check that browsers keep the cookie.",
  "no maximum age": <>Set one in the {settings}, so that inactive guests are deleted.</>,
  "cleanup behind": (
    <>
      Check that the scheduler sends CRON_SECRET, or{" "}
      <Link href="/admin/cleanup" className={link}>
        run the cleanup now
      </Link>
      .
    </>
  ),
  "owning nothing": "Almost no guests create anything: likely bots, or guests are created too early.",
};

function evidence(cause: Finding["cause"], insights: Insights): ReactNode {
  const { busiestNetworks, repeatedCreation, live, maxAge, lastCleanupAt } = insights;
  const [busiest] = busiestNetworks;
  if (cause === "one network")
    return busiest ? (
      <>
        The busiest network created {inFigures(busiest.guests)} of the {inFigures(busiest.ofAll)} guests on{" "}
        <Day at={busiest.day} />.
      </>
    ) : (
      "The networks of these guests are not known."
    );
  if (cause === "new guest on every visit")
    return `${inFigures(repeatedCreation.repeated)} of ${inFigures(repeatedCreation.known)} guests came from a browser that had already created another one that day, judging by its network and name.`;
  if (cause === "no maximum age")
    return maxAge === null ? "Guests are never removed." : "Inactive guests are removed.";
  if (cause === "cleanup behind")
    return lastCleanupAt === null ? (
      "No cleanup has run yet."
    ) : (
      <>
        The last cleanup finished on <Moment at={lastCleanupAt} />.
      </>
    );
  return live.total === 0
    ? "There are no guests now."
    : `${percent(shareOf(live.ownNothing, live.total))} of ${inFigures(live.total)} current guests own nothing.`;
}
