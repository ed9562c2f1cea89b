import { and, desc, eq, ne } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SessionInfo } from "@/lib/api/shapes";
import { type Actor, byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { currentUser, liveSessions, toSession } from "./session";

/** So many are listed; all of them can be revoked. */
const listed = 200;

/** Returns the live sessions of the current user, newest first, 200 at most. Errors: those of `currentUser`. */
export async function listSessions(ctx: Context): Promise<Result<SessionInfo[]>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const { user, session } = current.data;
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(liveSessions(user.id, ctx.clock()))
    .orderBy(desc(sessions.id))
    .limit(listed);
  return ok(
    rows.map((row) => ({
      ...toSession(row, null),
      userAgent: row.userAgent,
      place: row.place,
      isCurrent: row.id === session.id,
    })),
  );
}

/** Revokes one session of the current user. Errors: those of `currentUser`, NOT_FOUND for anybody else's. */
export async function revokeSession(ctx: Context, { id }: { id: string }): Promise<Result<null>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const { user } = current.data;
  return withTransaction(ctx, (tx) => revokeOne(tx, user.id, id, byUser(user.id)));
}

/** Revokes one session of a user, in the transaction that `tx.db` is; one event. Errors: NOT_FOUND where the user has no such session. */
export async function revokeOne(
  tx: Pick<Context, "db" | "clock">,
  userId: string,
  sessionId: string,
  actor: Actor,
): Promise<Result<null>> {
  const [revoked] = await tx.db
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  if (!revoked) return fail("NOT_FOUND");
  await writeAudit(tx, { type: "session.revoked", userId, actor, details: { sessionId } });
  return ok(null);
}

/** Revokes all sessions of the current user but the current one; one event each. Errors: those of `currentUser`. */
export async function revokeOtherSessions(ctx: Context): Promise<Result<null>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const { user, session } = current.data;
  return withTransaction(ctx, async (tx) => {
    const revoked = await tx.db
      .delete(sessions)
      .where(and(eq(sessions.userId, user.id), ne(sessions.id, session.id)))
      .returning({ sessionId: sessions.id });
    const event = { type: "session.revoked", userId: user.id, actor: byUser(user.id) } as const;
    await writeAudit(tx, ...revoked.map((details) => ({ ...event, details })));
    return ok(null);
  });
}
