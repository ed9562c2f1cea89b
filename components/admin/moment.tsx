"use client";

import { LocalTime } from "@/components/ui/local-time";

/** A moment to the second, in the reader's own locale and time zone. */
export function Moment({ at }: { at: Date | string }) {
  return <LocalTime at={at} dateStyle="medium" timeStyle="medium" className="whitespace-nowrap" />;
}
