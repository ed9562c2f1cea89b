import { and, eq, gt, ne, sql } from "drizzle-orm";
import { preparedQuery } from "@/db/queries";
import { rotatedTokens, sessions, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import type { Config } from "@/lib/api/admin/admin-shapes";
import { fail, ok, type Result } from "@/lib/api/result";
import type { Session, SignedIn } from "@/lib/api/shapes";
import { withAdminRole } from "@/lib/auth/core/admins";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { addSeconds, toUser, type UserRow } from "@/lib/auth/core/users";

/** What a session is read for. */
const columns = {
  id: sessions.id,
  userId: sessions.userId,
  guestUntil: sessions.guestUntil,
  expiresAt: sessions.expiresAt,
  endsAt: sessions.endsAt,
  createdAt: sessions.createdAt,
};

type SessionRow = Pick<typeof sessions.$inferSelect, keyof typeof columns>;

/** A registered user's session ends so long after it began, or after the upgrade, however active (seconds; NIST SP 800-63B-4, 2.1.3). */
const absoluteLifetime = 90 * 24 * 60 * 60;

/** Activity is written down once in this time at most (seconds). */
const touchEvery = 60;

/**
 * What the token of a request turned out to be. `none` is also an unknown one; until `guestUntil` the data of the guest who signed in here can be
 * moved.
 */
export type SessionLookup =
  | ({ state: "live"; guestUntil: Date | null } & SignedIn)
  | { state: "none" | "rotated" | "expired_guest" | "expired_user" };

/**
 * When a session expires that is used now, and when it ends for good: never for a guest, whose session is the only way to its data.
 */
export function sessionTimes(
  config: Config,
  isGuest: boolean,
  now: Date,
): { expiresAt: Date; endsAt: Date | null } {
  return {
    expiresAt: addSeconds(now, lifetimeOf(config, isGuest)),
    endsAt: isGuest ? null : addSeconds(now, absoluteLifetime),
  };
}

function lifetimeOf({ session }: Config, isGuest: boolean): number {
  return (isGuest ? session.guestLifetime : null) ?? session.lifetime;
}

export function toSession({ id, userId, expiresAt, createdAt }: SessionRow, token: string | null): Session {
  return { id, userId, expiresAt, createdAt, token };
}

const find = preparedQuery("find_session", (db) =>
  db
    .select({ user: users, session: columns })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.tokenHash, sql.placeholder("tokenHash"))),
);

/**
 * Returns who brought this token, in one statement. A live session slides to a full lifetime from now and its user's last activity is
 * written down, once a minute at most, in a second statement.
 */
export async function readSession(ctx: Context): Promise<SessionLookup> {
  const { db, tokenHash } = ctx;
  if (tokenHash === null) return { state: "none" };
  const now = ctx.clock();
  const [found] = await find(db).execute({ tokenHash });
  if (!found) return { state: (await rotatedUserId(ctx)) === null ? "none" : "rotated" };
  if (found.session.expiresAt <= now)
    return { state: found.user.isAnonymous ? "expired_guest" : "expired_user" };
  const used = await touch(ctx, found.user, found.session, now);
  if (used === null) return { state: "none" };
  const user = await withAdminRole(ctx, used.user);
  const { guestUntil } = used.session;
  return { state: "live", user: toUser(user), session: toSession(used.session, null), guestUntil };
}

type Used = { user: UserRow; session: SessionRow };

/** Both as they are after this use of the session; null where the cleanup removed its guest at this moment. */
async function touch(
  { db, config }: Context,
  user: UserRow,
  session: SessionRow,
  now: Date,
): Promise<Used | null> {
  const lifetime = lifetimeOf(config, user.isAnonymous);
  const every = Math.min(
    touchEvery,
    lifetime / 2,
    (config.authMethods.anonymous.maxAge ?? Number.POSITIVE_INFINITY) / 2,
  );
  const full = addSeconds(now, lifetime);
  const slideTo = session.endsAt !== null && session.endsAt < full ? session.endsAt : full;
  const isTouched = user.lastActiveAt >= addSeconds(now, -every);
  const hasSlid = session.expiresAt >= addSeconds(slideTo, -Math.min(touchEvery, lifetime / 2));
  if (isTouched && hasSlid) return { user, session };
  // The user first: whatever locks both locks them in this order.
  const touched = db.$with("touched").as(
    db
      .update(users)
      .set({ lastActiveAt: sql`greatest(${users.lastActiveAt}, ${now.toISOString()}::timestamptz)` })
      .where(eq(users.id, user.id))
      .returning({ id: users.id }),
  );
  const [slid] = await db
    .with(touched)
    .update(sessions)
    .set({ expiresAt: sql`greatest(${sessions.expiresAt}, ${slideTo.toISOString()}::timestamptz)` })
    .where(
      and(
        eq(sessions.id, session.id),
        gt(sessions.expiresAt, now),
        sql`${sessions.userId} = (SELECT id FROM ${touched})`,
      ),
    )
    .returning(columns);
  return slid ? { user: { ...user, lastActiveAt: now }, session: slid } : null;
}

/** Returns whose session this request's secret opened before it was replaced; null where it never was. */
export async function rotatedUserId({ db, tokenHash }: Context): Promise<string | null> {
  const [rotated] = await db
    .select({ userId: rotatedTokens.userId })
    .from(rotatedTokens)
    .where(eq(rotatedTokens.tokenHash, tokenHash ?? ""));
  return rotated?.userId ?? null;
}

/** Returns the current session, or null. Throws when the database is unavailable. */
export async function getSession(ctx: Context): Promise<Result<SignedIn | null>> {
  const lookup = await readSession(ctx);
  return ok(lookup.state === "live" ? { user: lookup.user, session: lookup.session } : null);
}

/** The error for a token that is no live session: NO_SESSION, SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED or SESSION_EXPIRED. */
export function sessionError(state: Exclude<SessionLookup["state"], "live">): Result<never> {
  if (state === "rotated") return fail("SESSION_ROTATED");
  if (state === "expired_guest") return fail("ANONYMOUS_SESSION_EXPIRED");
  if (state === "expired_user") return fail("SESSION_EXPIRED");
  return fail("NO_SESSION");
}

/** Who makes this request, guest or registered. Errors: those of `sessionError`. */
export async function currentUser(ctx: Context): Promise<Result<SignedIn>> {
  const lookup = await readSession(ctx);
  if (lookup.state !== "live") return sessionError(lookup.state);
  return ok({ user: lookup.user, session: lookup.session });
}

/** The registered user who makes this request. Errors: those of `currentUser`, and FULL_ACCOUNT_REQUIRED for a guest. */
export async function currentRegisteredUser(ctx: Context): Promise<Result<SignedIn>> {
  const current = await currentUser(ctx);
  return current.ok && current.data.user.isAnonymous ? fail("FULL_ACCOUNT_REQUIRED") : current;
}

/** Gives the current session, which this transaction has locked, a new secret. The old one is remembered as rotated. */
export async function rotateSession(ctx: Context, sessionId: string): Promise<SignedIn> {
  const { db, tokenHash } = ctx;
  const { token, tokenHash: newHash } = ctx.newSecret();
  const now = ctx.clock();
  const [found] = await db
    .select({ user: users, endsAt: sessions.endsAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sessionId));
  if (!found || tokenHash === null) throw new Error("the session was not locked");
  const { user, endsAt } = found;
  const { expiresAt } = sessionTimes(ctx.config, user.isAnonymous, now);
  const [session] = await db
    .update(sessions)
    .set({ tokenHash: newHash, expiresAt: endsAt !== null && endsAt < expiresAt ? endsAt : expiresAt })
    .where(eq(sessions.id, sessionId))
    .returning();
  if (!session) throw new Error("the session was not locked");
  await db.insert(rotatedTokens).values({ tokenHash, userId: user.id, rotatedAt: now });
  return { user: toUser(user), session: toSession(session, token) };
}

/** Ends every session of a user but the one that the request brought. */
export async function endOtherSessions({ db, tokenHash }: Context, userId: string): Promise<void> {
  const others = eq(sessions.userId, userId);
  await db
    .delete(sessions)
    .where(tokenHash === null ? others : and(others, ne(sessions.tokenHash, tokenHash)));
}

/** Ends the session of this request. Without one there is nothing to end, and that is the same answer. */
export async function signOut(ctx: Context): Promise<Result<null>> {
  const { tokenHash } = ctx;
  if (tokenHash === null) return ok(null);
  return withTransaction(ctx, async (tx) => {
    const [ended] = await tx.db
      .delete(sessions)
      .where(eq(sessions.tokenHash, tokenHash))
      .returning({ userId: sessions.userId });
    if (ended)
      await writeAudit(tx, { type: "user.signed_out", userId: ended.userId, actor: byUser(ended.userId) });
    return ok(null);
  });
}

/** The sessions of a user that have not expired. */
export function liveSessions(userId: string, now: Date) {
  return and(eq(sessions.userId, userId), gt(sessions.expiresAt, now));
}
