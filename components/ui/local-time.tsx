"use client";

import { useSyncExternalStore } from "react";
import { useReaderLocale } from "./reader-locale";

type Styles = Pick<Intl.DateTimeFormatOptions, "dateStyle" | "timeStyle">;

/**
 * A time in the reader's own locale and time zone; until script knows the zone, in UTC. A day of the calendar (YYYY-MM-DD) is the same
 * day everywhere.
 */
export function LocalTime({ at, className, ...styles }: { at: Date | string; className?: string } & Styles) {
  const date = new Date(at);
  const locale = useReaderLocale();
  const text = useSyncExternalStore(
    never,
    () => date.toLocaleString(undefined, isCalendarDay(at) ? { ...styles, timeZone: "UTC" } : styles),
    () => inUtc(date, locale, styles),
  );
  return (
    <time dateTime={isCalendarDay(at) ? at : date.toISOString()} className={className}>
      {text}
    </time>
  );
}

function isCalendarDay(at: Date | string): at is string {
  return typeof at === "string" && /^\d{4}-\d\d-\d\d$/.test(at);
}

function inUtc(date: Date, locale: string, styles: Styles): string {
  const text = date.toLocaleString(locale, { ...styles, timeZone: "UTC" });
  return styles.timeStyle ? `${text} UTC` : text;
}

// Neither changes while a page is open.
function never() {
  return () => {};
}
