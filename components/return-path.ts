"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** Pages about accounts: a step on the way, never where somebody wants to end up. */
const steps = [
  "/sign-in",
  "/sign-up",
  "/sign-out",
  "/upgrade",
  "/verify-email",
  "/magic-link",
  "/reset-password",
  "/welcome-back",
  "/resume",
];

/** The address of a page about accounts, from which one comes back to this page, or to where this page leads. */
export function useWayTo(step: string): string {
  const pathname = usePathname();
  const asked = useSearchParams().get("next");
  const next = steps.includes(pathname) ? asked : pathname;
  return next === null || next === "/" ? step : `${step}?next=${encodeURIComponent(next)}`;
}
