import type { BusyNetwork, GuestDay, Insights, TimeToUpgrade } from "../contract/insights";
import { lastCleanup } from "./cleanup-runs";
import { readConfig } from "./config";
import type { KeeperCtx } from "./context";
import { type GuestDayRow, readGuestDays } from "./guest-days";
import { findingsOf } from "./guest-findings";
import { sampleGuests } from "./guest-sample";
import { later } from "./sessions";
import { sum } from "./sum";

const daySeconds = 24 * 60 * 60;

/** So many of the networks that made most guests on one day are told. */
const networksShown = 5;

/**
 * What became of guests in the last `days` days (UTC, today included), and who there is now. The past comes from audit
 * events alone, so that it stays true when its users are deleted. Members who never were guests are in none of it.
 */
export async function readInsights(ctx: KeeperCtx, { days }: { days: number }): Promise<Insights> {
  const now = ctx.clock();
  const dates = Array.from({ length: days }, (_, ago) =>
    later(now, -ago * daySeconds).slice(0, 10),
  ).reverse();
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const [rows, live, lastCleanupAt] = await Promise.all([
    readGuestDays(ctx.db, { first, last }),
    sampleGuests(ctx, maxAge),
    lastCleanup(ctx),
  ]);
  const byDay = dates.map((date) => toDay(date, rows));
  const measured = {
    live,
    maxAge,
    lastCleanupAt,
    busiestNetworks: busiestOf(rows),
    repeatedCreation: {
      repeated: sum(rows.map(({ repeated }) => repeated)),
      known: sum(rows.map(({ traced }) => traced)),
    },
  };
  return {
    days,
    byDay,
    totals: {
      created: sum(byDay.map(({ created }) => created)),
      upgraded: sum(byDay.map(({ upgraded }) => upgraded)),
      merged: sum(byDay.map(({ merged }) => merged)),
      removed: sum(byDay.map(({ removed }) => removed)),
    },
    upgradedBy: ranked(rows.map(({ upgraded }) => upgraded)).map(([method, guests]) => ({ method, guests })),
    promptedBy: ranked(rows.map(({ prompted }) => prompted)).map(([prompt, guests]) => ({ prompt, guests })),
    removedBecause: ranked(rows.map(({ removed }) => removed)).map(([reason, guests]) => ({
      reason,
      guests,
    })),
    timeToUpgrade: quartiles(rows.map((row) => row.upgraded_after)),
    ...measured,
    findings: findingsOf(measured, now),
  };
}

function toDay(date: string, rows: GuestDayRow[]): GuestDay {
  const row = rows.find(({ day }) => day === date);
  return {
    day: date,
    created: row?.created ?? 0,
    upgraded: sum(Object.values(row?.upgraded ?? {})),
    merged: row?.merged ?? 0,
    removed: sum(Object.values(row?.removed ?? {})),
  };
}

function busiestOf(rows: GuestDayRow[]): BusyNetwork[] {
  return rows
    .flatMap(({ day, traced, networks }) => networks.map((guests) => ({ day, guests, ofAll: traced })))
    .sort((a, b) => b.guests - a.guests)
    .slice(0, networksShown);
}

/** Every key of the counts with its sum, the greatest first. */
function ranked(counts: Record<string, number>[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const [key, count] of counts.flatMap((each) => Object.entries(each)))
    sums.set(key, (sums.get(key) ?? 0) + count);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** Of values that were counted by key: the smallest that a quarter, half, three quarters of all do not exceed. */
function quartiles(counts: Record<string, number>[]): TimeToUpgrade {
  const sorted = ranked(counts)
    .map(([seconds, count]) => ({ seconds: Number(seconds), count }))
    .sort((a, b) => a.seconds - b.seconds);
  const total = sum(sorted.map(({ count }) => count));
  const quantile = (share: number) => {
    let left = share * total;
    for (const { seconds, count } of sorted) {
      left -= count;
      if (left <= 0) return seconds;
    }
    return 0;
  };
  return total === 0 ? null : { lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) };
}
