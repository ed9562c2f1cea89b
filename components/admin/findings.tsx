import { CircleAlert, CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Finding, Insights } from "@/lib/contract/insights";
import { Day } from "../day";
import { link } from "../ui/button";
import { inFigures, percentage } from "./figures";
import { Moment } from "./moment";
import { Panel } from "./panel";

/** The diagnosis for too many anonymous accounts: every cause, what speaks for it, and what to do. */
export function Findings({ insights }: { insights: Insights }) {
  return (
    <Panel title="Too many anonymous accounts?">
      <ul className="grid gap-6 lg:grid-cols-2">
        {insights.findings.map(({ cause, isLikely }) => (
          <li key={cause} className="flex items-start gap-3">
            {isLikely ? (
              <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
            ) : (
              <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-success" />
            )}
            <div className="grid gap-1">
              <h3 className="font-sans font-semibold text-base">
                {titles[cause]}: {isLikely ? "likely" : "no sign of it"}
              </h3>
              <p>{evidence(cause, insights)}</p>
              {isLikely && <p className="text-muted">{advice[cause]}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const titles: Record<Finding["cause"], string> = {
  "one network": "Bots that create sessions",
  "new guest on every visit": "A new guest on every visit",
  "no maximum age": "No maximum age",
  "cleanup behind": "A cleanup that does not run",
  "owning nothing": "Guests who do nothing",
};

const settings = (
  <Link href="/admin/settings" className={link}>
    the settings
  </Link>
);

const advice: Record<Finding["cause"], ReactNode> = {
  "one network": "Lower the limit for new guests, or stop that network in front of the server.",
  "new guest on every visit":
    "Ask for the session before you create a guest, and check that the cookie is kept.",
  "no maximum age": <>Set one in {settings}. Guests who are away for longer are removed.</>,
  "cleanup behind": (
    <>
      Check that the scheduler knows CRON_SECRET, or{" "}
      <Link href="/admin/cleanup" className={link}>
        run it now
      </Link>
      .
    </>
  ),
  "owning nothing": "Nearly nobody does anything: bots, or a page that makes guests of passers-by.",
};

function evidence(cause: Finding["cause"], insights: Insights): ReactNode {
  const { busiestNetworks, repeatedCreation, live, maxAge, lastCleanupAt } = insights;
  const [busiest] = busiestNetworks;
  if (cause === "one network")
    return busiest ? (
      <>
        The busiest network made {inFigures(busiest.guests)} of the {inFigures(busiest.ofAll)} guests of{" "}
        <Day at={busiest.day} />.
      </>
    ) : (
      "No network is known of the guests of these days."
    );
  if (cause === "new guest on every visit")
    return `${inFigures(repeatedCreation.repeated)} of ${inFigures(repeatedCreation.known)} guests came from a browser that had made another one the same day, as far as its network and its name tell.`;
  if (cause === "no maximum age") return maxAge === null ? "None is set." : "One is set.";
  if (cause === "cleanup behind")
    return lastCleanupAt === null ? (
      "No cleanup has run yet."
    ) : (
      <>
        The last one ended on <Moment at={lastCleanupAt} />.
      </>
    );
  return `${percentage(live.ownNothing, live.total)} of the guests there are now own nothing.`;
}
