"use client";

import { createContext, type ReactNode, use, useSyncExternalStore } from "react";

type Styles = Pick<Intl.DateTimeFormatOptions, "dateStyle" | "timeStyle">;

const LocaleContext = createContext("en-US");

/**
 * A time in the reader's own locale and time zone; until script knows the zone, in UTC. A day of the calendar (YYYY-MM-DD) is the same
 * day everywhere.
 */
export function LocalTime({ at, className, ...styles }: { at: Date | string; className?: string } & Styles) {
  const date = new Date(at);
  const locale = use(LocaleContext);
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

/** A day, in the reader's own locale and time zone. */
export function Day({ at }: { at: Date | string }) {
  return <LocalTime at={at} dateStyle="long" />;
}

/** Tells everything below which locale the browser asks for, so that the server writes times in it, too. */
export function ReaderLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** A moment to the second, in the reader's own locale and time zone. */
export function Moment({ at }: { at: Date | string }) {
  return <LocalTime at={at} dateStyle="medium" timeStyle="medium" className="whitespace-nowrap" />;
}
