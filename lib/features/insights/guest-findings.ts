import { addSeconds } from "@/lib/auth/core/users";
import type { Finding, FindingStatus, Insights } from "./views";

/** Above these, a check needs attention. With fewer guests than that there is not enough data. */
type Limit = { guests: number; share: number };

/** A network is suspicious that made this many guests on one day, and this share of that day's. */
const manyOfOneNetwork: Limit = { guests: 100, share: 0.5 };
/** Browsers that lose their guest make a new one again and again; some do, in private windows. */
const manyRepeated: Limit = { guests: 20, share: 0.2 };
/** Most people look around and leave; almost no guest doing anything at all is something else. */
const manyOwningNothing: Limit = { guests: 100, share: 0.95 };

/** A cleanup that runs every day may fail once (seconds). */
const cleanupDue = 2 * 24 * 60 * 60;

type Measured = Pick<Insights, "live" | "maxAge" | "lastCleanupAt" | "busiestNetworks" | "repeatedCreation">;

/** Returns every possible cause of too many guests, and whether these numbers point to it. */
export function findingsOf(measured: Measured, now: Date): Finding[] {
  const { live, maxAge, busiestNetworks, repeatedCreation } = measured;
  const { repeated, known } = repeatedCreation;
  const networks = busiestNetworks.map(({ guests, ofAll }) => compare(manyOfOneNetwork, guests, ofAll));
  return [
    { cause: "one network", status: worst(networks) },
    { cause: "new guest on every visit", status: compare(manyRepeated, repeated, known) },
    { cause: "no maximum age", status: maxAge === null ? "attention" : "ok" },
    { cause: "cleanup behind", status: cleanupStatus(measured, now) },
    { cause: "owning nothing", status: compare(manyOwningNothing, live.ownNothing, live.total) },
  ];
}

function compare(limit: Limit, guests: number, ofAll: number): FindingStatus {
  const isAbove = guests > limit.share * ofAll;
  if (isAbove && guests >= limit.guests) return "attention";
  return isAbove || ofAll < limit.guests ? "not enough data" : "ok";
}

function worst(statuses: FindingStatus[]): FindingStatus {
  if (statuses.includes("attention")) return "attention";
  return statuses.includes("ok") ? "ok" : "not enough data";
}

function cleanupStatus({ live, maxAge, lastCleanupAt }: Measured, now: Date): FindingStatus {
  if (lastCleanupAt !== null && lastCleanupAt > addSeconds(now, -cleanupDue)) return "ok";
  const isOverdue = live.byIdleTime.some(
    ({ from, guests }) => maxAge !== null && from >= maxAge && guests > 0,
  );
  return isOverdue ? "attention" : "not enough data";
}
