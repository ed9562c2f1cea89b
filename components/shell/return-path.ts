"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { withNext } from "@/lib/api/safe-path";

/**
 * Pages about accounts: a step on the way, never where somebody wants to end up. Nor does a secret in their address go
 * along.
 */
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

/** What of the query says which page this is, and not how somebody came to it. */
export function useOwnQuery(): URLSearchParams {
  const own = new URLSearchParams(useSearchParams());
  for (const name of ["error", "create-account"]) own.delete(name);
  return own;
}

/** Where somebody wants to be afterwards: on this page, or where this page leads. The server checks it. */
export function useReturnPath(): string {
  const pathname = usePathname();
  const own = useOwnQuery();
  if (steps.includes(pathname))
    return own.get("next") ?? own.get("callbackURL") ?? own.get("callbackUrl") ?? "/";
  const query = own.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** The address of a page about accounts that leads back to where somebody wants to be. */
export function useWayTo(step: string): string {
  return withNext(step, useReturnPath());
}
