import { and, eq, gt } from "drizzle-orm";
import { rotatedTokens, sessions, users } from "@/db/schema";
import type { Session, SignInResult } from "@/lib/api/shapes";
import { byUser, type SignInMethod, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { countOwned } from "@/lib/auth/core/owned";
import { addSeconds, toUser, type UserRow } from "@/lib/auth/core/users";
import { sessionTimes, toSession } from "./session";

/** For this long after a sign-in the data of the guest who signed in can be moved to the account (seconds). */
const mergeWindow = 30 * 60;

/** A guest whose data can still be moved, and until when. */
type LeftGuest = { id: string; until: Date };

/**
 * Signs in as a user whom this transaction has locked and who is known to be the caller: opens a new session and ends the one that the
 * request brought, whose secret is remembered as rotated. Where that was another guest's, the new session remembers the guest.
 */
export async function openSession(ctx: Context, userId: string, method: SignInMethod): Promise<SignInResult> {
  const { db } = ctx;
  const now = ctx.clock();
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  if (!user) throw new Error("the user was not locked");
  const left = await endCurrentSession(ctx, userId, now);
  const session = await insertSession(ctx, user, left);
  await writeAudit(ctx, { type: "user.signed_in", userId, actor: byUser(userId), details: { method } });
  return { user: toUser(user), session, guest: await guestWork(ctx, left?.id ?? null) };
}

/** Stores a session that begins with this request, by its new secret. `left` is the guest that it leaves behind. */
export async function insertSession(
  ctx: Context,
  user: Pick<UserRow, "id" | "isAnonymous">,
  left: LeftGuest | null = null,
): Promise<Session> {
  const now = ctx.clock();
  const { token, tokenHash } = ctx.newSecret();
  const [session] = await ctx.db
    .insert(sessions)
    .values({
      id: newId("ses"),
      tokenHash,
      userId: user.id,
      userAgent: ctx.userAgent,
      place: ctx.place,
      guestId: left?.id,
      guestUntil: left?.until,
      ...sessionTimes(ctx.config, user.isAnonymous, now),
      createdAt: now,
    })
    .returning();
  if (!session) throw new Error("no session was opened");
  return toSession(session, token);
}

/** Ends the session that the request brought. Returns the guest that it leaves behind, or still had left from an earlier sign-in. */
async function endCurrentSession(ctx: Context, userId: string, now: Date): Promise<LeftGuest | null> {
  const { db, tokenHash } = ctx;
  if (tokenHash === null) return null;
  const [current] = await db
    .select({ isAnonymous: users.isAnonymous })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now)))
    .for("key share", { of: users });
  if (!current) return null;
  // From the row as it is deleted: a merge may just have used the guest up.
  const [ended] = await db
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ userId: sessions.userId, guestId: sessions.guestId, guestUntil: sessions.guestUntil });
  if (!ended) return null;
  await db.insert(rotatedTokens).values({ tokenHash, userId, rotatedAt: now });
  if (ended.userId !== userId)
    return current.isAnonymous ? { id: ended.userId, until: addSeconds(now, mergeWindow) } : null;
  const { guestId, guestUntil } = ended;
  return guestId !== null && guestUntil !== null && guestUntil > now
    ? { id: guestId, until: guestUntil }
    : null;
}

/** What a guest owned, for the question whether to move it; null for none, and for one that owned nothing. */
export async function guestWork(
  { db }: Pick<Context, "db">,
  guestId: string | null,
): Promise<SignInResult["guest"]> {
  if (guestId === null) return null;
  const counts = await countOwned(db, guestId);
  return Object.keys(counts).length > 0 ? { id: guestId, counts } : null;
}
