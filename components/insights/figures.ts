import { unitNames, units } from "@/lib/api/duration";

const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A share of one in percent, "12.5%"; none is "–". */
export function percent(share: number | null): string {
  return share === null ? "–" : `${tenths.format(100 * share)}%`;
}

/** `part` of `all`; null of nothing. */
export function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

/** A time in its greatest unit: 5400 seconds are "1.5 hours". */
export function duration(seconds: number): string {
  const name = unitNames.find((each) => seconds >= units[each]) ?? "seconds";
  const style = { style: "unit", unitDisplay: "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat("en", { ...style, unit: name.slice(0, -1) }).format(seconds / units[name]);
}

const shortDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** 2026-07-09 is "9 Jul". */
export function shortDay(day: string): string {
  return shortDate.format(new Date(day));
}

export type Change = { direction: "up" | "down" | "same"; text: string };

/** How a count or a time changed against the period before, by its share; null where one is not known, or there was nothing before. */
export function relativeChange(now: number | undefined, before: number | undefined): Change | null {
  if (now === undefined || !before) return null;
  return change(now, before, `${tenths.format((100 * Math.abs(now - before)) / before)}%`);
}

/** How a share changed, in percentage points; null where one of them is of nothing. */
export function shareChange(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  return change(now, before, `${tenths.format(100 * Math.abs(now - before))} points`);
}

function change(now: number, before: number, by: string): Change {
  if (now === before) return { direction: "same", text: "No change" };
  return now > before ? { direction: "up", text: `Up ${by}` } : { direction: "down", text: `Down ${by}` };
}
