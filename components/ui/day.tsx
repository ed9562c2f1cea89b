"use client";

import { LocalTime } from "./local-time";

/** A day, in the reader's own locale and time zone. */
export function Day({ at }: { at: Date | string }) {
  return <LocalTime at={at} dateStyle="long" />;
}
