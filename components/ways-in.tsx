"use client";

import { createContext, type ReactNode, use } from "react";
import type { SocialIntent } from "@/lib/contract/social";
import type { WaysIn } from "@/lib/contract/wire";
import type { FormAction } from "./use-form";

/** Sends somebody to a provider, by the intent they go with. */
export type Leave = Record<SocialIntent, FormAction<{ url: string }>>;

const WaysInContext = createContext<(WaysIn & { leave: Leave }) | null>(null);

/** Tells everything below what the owner has switched on. */
export function WaysInProvider({ children, ...ways }: WaysIn & { leave: Leave; children: ReactNode }) {
  return <WaysInContext value={ways}>{children}</WaysInContext>;
}

/** What the owner has switched on, and how to leave for a provider. */
export function useWaysIn(): WaysIn & { leave: Leave } {
  const ways = use(WaysInContext);
  if (ways === null) throw new Error("useWaysIn needs a WaysInProvider above it");
  return ways;
}
