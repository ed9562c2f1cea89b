import { lastCleanup } from "@/lib/auth/cleanup/cleanup-runs";
import type { AdminContext } from "@/lib/auth/core/context";
import { addSeconds } from "@/lib/auth/core/users";
import { readConfig } from "@/lib/auth/settings/settings";
import { dateOf, type GuestDayRow, readGuestDays } from "./guest-days";
import { findingsOf } from "./guest-findings";
import { sampleGuests, sum } from "./guest-sample";
import type { BusyNetwork, GuestDay, GuestTotals, Insights, TimeToUpgrade } from "./views";

const daySeconds = 24 * 60 * 60;

/** Days whose upgrades and guests one point of the conversion compares: each day of the week once. */
const conversionDays = 7;

/** So many of the networks that made most guests on one day are told. */
const networksShown = 5;

/**
 * Returns what became of guests in the last `days` days (UTC, today included, at least seven) and in as many before, and the guests
 * there are now. The past comes from audit events alone, so that it stays true when its users are deleted. Users who never were
 * guests are in none of it.
 */
export async function readInsights(ctx: AdminContext, { days }: { days: number }): Promise<Insights> {
  const now = ctx.clock();
  const dates = Array.from({ length: 2 * days }, (_, ago) => dateOf(addSeconds(now, -ago * daySeconds)));
  const [last = "", first = ""] = [dates[0], dates.at(-1)];
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const [counted, live, lastCleanupAt] = await Promise.all([
    readGuestDays(ctx.db, first, last),
    sampleGuests(ctx, maxAge),
    lastCleanup(ctx),
  ]);
  const all = dates.toReversed().map((date) => counted.find(({ day }) => day === date) ?? emptyDay(date));
  const [before, rows] = [all.slice(0, days), all.slice(days)];
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
    byDay: rows.map((row, index) => toDay(row, all.slice(0, days + index + 1).slice(-conversionDays))),
    totals: totalsOf(rows),
    timeToUpgrade: quartiles(rows.map((row) => row.upgradedAfter)),
    before: {
      totals: totalsOf(before),
      timeToUpgrade: quartiles(before.map((row) => row.upgradedAfter)),
    },
    upgradedBy: ranked(rows.map(({ upgraded }) => upgraded)).map(([method, guests]) => ({ method, guests })),
    promptedBy: ranked(rows.map(({ prompted }) => prompted)).map(([prompt, guests]) => ({ prompt, guests })),
    removedBecause: ranked(rows.map(({ removed }) => removed)).map(([reason, guests]) => ({
      reason,
      guests,
    })),
    ...measured,
    findings: findingsOf(measured, now),
  };
}

function emptyDay(day: string): GuestDayRow {
  return {
    day,
    created: 0,
    upgraded: {},
    prompted: {},
    upgradedAfter: {},
    merged: 0,
    removed: {},
    traced: 0,
    repeated: 0,
    networks: [],
  };
}

/** One day; `week` are the days that end with it. */
function toDay(row: GuestDayRow, week: GuestDayRow[]): GuestDay {
  const { created, upgraded } = totalsOf(week);
  return { day: row.day, ...totalsOf([row]), conversion: created === 0 ? null : upgraded / created };
}

function totalsOf(rows: GuestDayRow[]): GuestTotals {
  return {
    created: sum(rows.map(({ created }) => created)),
    upgraded: sum(rows.flatMap(({ upgraded }) => Object.values(upgraded))),
    merged: sum(rows.map(({ merged }) => merged)),
    removed: sum(rows.flatMap(({ removed }) => Object.values(removed))),
  };
}

function busiestOf(rows: GuestDayRow[]): BusyNetwork[] {
  return rows
    .flatMap(({ day, traced, networks }) => networks.map((guests) => ({ day, guests, ofAll: traced })))
    .sort((a, b) => b.guests - a.guests)
    .slice(0, networksShown);
}

/** Returns every key of the counts with its sum, the greatest first. */
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
