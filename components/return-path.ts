"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { withNext } from "@/lib/contract/safe-path";

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
  "/auth-error",
];

/** Where somebody wants to be afterwards: on this page, or where this page leads. The server checks it. */
function useReturnPath(): string {
  const pathname = usePathname();
  const search = useSearchParams();
  if (!steps.includes(pathname)) return pathname;
  return search.get("next") ?? search.get("callbackURL") ?? "/";
}

/** The address of a page about accounts that leads back to where somebody wants to be. */
export function useWayTo(step: string): string {
  return withNext(step, useReturnPath());
}
