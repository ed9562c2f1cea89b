"use client";

import { createContext, type ReactNode, use } from "react";
import type { User } from "@/lib/api/shapes";

/** As much of a user as pages show. */
export type SessionUser = Pick<User, "id" | "name" | "email" | "emailVerified" | "role">;

/** What a registered user is called on pages. After a sign-up by passkey there may be neither an email nor a name. */
export function shownName({ email, name }: Pick<User, "email" | "name">): string {
  return email ?? name ?? "someone without a name";
}

/**
 * A visitor has no session: `ended` says what became of the one that the browser still has a cookie of. `keptUntil` is how long this
 * browser keeps the guest, or the one that the visitor would become; `leftWork` is what the guest of this browser owned who signed in here, by kind,
 * while it can be moved. `unknown` is an outage, and never a reason to start a session.
 */
export type SessionState =
  | { status: "guest"; user: SessionUser; keptUntil: Date }
  | { status: "user"; user: SessionUser; leftWork: Record<string, number> | null }
  | { status: "visitor"; ended: "expired_guest" | "expired_user" | "rotated" | null; keptUntil: Date }
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

/** Returns the session as the server saw it last; `router.refresh()` makes it look again. */
export function useSession(): SessionState {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession needs a SessionProvider above it");
  return use(session);
}
