import type { BusyNetwork, Finding, Insights } from "../contract/insights";
import { later } from "./sessions";

/** A network is suspicious that made this many guests on one day, and this share of that day's. */
const manyOfOneNetwork = { guests: 100, share: 0.5 };
/** Browsers that forget their guest make a new one again and again; some do, in private windows. */
const manyRepeated = { guests: 20, share: 0.2 };
/** Most people look around and leave; nearly nobody doing anything at all is something else. */
const manyOwningNothing = { guests: 100, share: 0.95 };

/** A cleanup that runs every day may fail once (seconds). */
const cleanupDue = 2 * 24 * 60 * 60;

type Measured = Pick<Insights, "live" | "maxAge" | "lastCleanupAt" | "busiestNetworks" | "repeatedCreation">;

/** Why there may be too many guests: every cause there is, and whether these numbers speak for it. */
export function findingsOf(measured: Measured, now: Date): Finding[] {
  const { live, maxAge, lastCleanupAt, busiestNetworks, repeatedCreation } = measured;
  const { repeated, known } = repeatedCreation;
  const isOverdue = live.byIdleTime.some(
    ({ from, guests }) => maxAge !== null && from >= maxAge && guests > 0,
  );
  const hasRun = lastCleanupAt !== null && lastCleanupAt > later(now, -cleanupDue);
  const isBusy = ({ guests, ofAll }: BusyNetwork) => exceeds(manyOfOneNetwork, guests, ofAll);
  return [
    { cause: "one network", isLikely: busiestNetworks.some(isBusy) },
    { cause: "new guest on every visit", isLikely: exceeds(manyRepeated, repeated, known) },
    { cause: "no maximum age", isLikely: maxAge === null },
    { cause: "cleanup behind", isLikely: isOverdue && !hasRun },
    { cause: "owning nothing", isLikely: exceeds(manyOwningNothing, live.ownNothing, live.total) },
  ];
}

function exceeds(limit: { guests: number; share: number }, guests: number, ofAll: number): boolean {
  return guests >= limit.guests && guests > limit.share * ofAll;
}
