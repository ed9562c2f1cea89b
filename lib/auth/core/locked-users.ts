import { and, eq, gt, or } from "drizzle-orm";
import { sessions, users } from "@/db/schema";
import type { Context } from "./context";
import type { UserRow } from "./users";

/** Who is concerned by a change: the user of the request's live session, and all users whom this transaction has locked. */
export type LockedUsers = {
  current: (UserRow & { sessionId: string }) | null;
  all: UserRow[];
};

/**
 * Begins a transaction: locks the user of the request's session and those with this id or address, in the order of their ids, then
 * the session. What is read afterwards stays true until the end.
 */
export async function lockUsers(
  { db, tokenHash, clock }: Context,
  { userId = null, email = null }: { userId?: string | null; email?: string | null } = {},
): Promise<LockedUsers> {
  const ofSession = db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(eq(sessions.tokenHash, tokenHash ?? ""));
  const all = await db
    .select()
    .from(users)
    .where(
      or(
        tokenHash === null ? undefined : eq(users.id, ofSession),
        userId === null ? undefined : eq(users.id, userId),
        email === null ? undefined : eq(users.email, email),
      ) ?? eq(users.id, ""),
    )
    .orderBy(users.id)
    .for("no key update");
  if (tokenHash === null) return { current: null, all };
  const [session] = await db
    .select({ id: sessions.id, userId: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, clock())))
    .for("update");
  const user = all.find(({ id }) => id === session?.userId);
  return { current: session && user ? { ...user, sessionId: session.id } : null, all };
}
