"use client";

import { createContext, type ReactNode, use } from "react";
import type { SignedIn } from "@/lib/contract/wire";

/** A visitor has no session yet; `unknown` is an outage, and never a reason to start one. */
export type SessionState =
  | ({ status: "guest" | "member" } & SignedIn)
  | { status: "visitor" }
  | { status: "unknown" };

const SessionContext = createContext<Promise<SessionState> | null>(null);

/** Hands the session of this request to everything below. The promise must not reject. */
export function SessionProvider({
  session,
  children,
}: {
  session: Promise<SessionState>;
  children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is here, as the server saw it last; `router.refresh()` makes it look again. */
export function useSession(): SessionState {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession needs a SessionProvider above it");
  return use(session);
}
