import { and, eq, exists, gt, or } from "drizzle-orm";
import { rotatedTokens, sessions, users } from "@/db/schema";
import type { SignInResult } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { addSeconds, toUser } from "@/lib/auth/core/users";
import { guestWork } from "./open-session";
import { toSession } from "./session";

/** For this long a request that is sent again with the same Idempotency-Key is given the same answer (seconds). */
const replayWindow = 5 * 60;

/**
 * Returns the session that this request opened or renewed when it was sent before, or null. Its secret is the one that the request would be
 * given now, so only a browser that knows the key, and holds what it held then, gets here.
 */
export async function replaySession(ctx: Context): Promise<SignInResult | null> {
  const { db } = ctx;
  const { token, tokenHash } = ctx.newSecret();
  const now = ctx.clock();
  const since = addSeconds(now, -replayWindow);
  const justRenewed = db
    .select()
    .from(rotatedTokens)
    .where(
      and(
        eq(rotatedTokens.tokenHash, ctx.tokenHash ?? ""),
        eq(rotatedTokens.userId, sessions.userId),
        gt(rotatedTokens.rotatedAt, since),
      ),
    );
  const [found] = await db
    .select({ user: users, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        gt(sessions.expiresAt, now),
        or(gt(sessions.createdAt, since), exists(justRenewed)),
      ),
    );
  if (!found) return null;
  const { guestId, guestUntil } = found.session;
  const isOpen = guestUntil !== null && guestUntil > now;
  return {
    user: toUser(found.user),
    session: toSession(found.session, token),
    guest: await guestWork(ctx, isOpen ? guestId : null),
  };
}
