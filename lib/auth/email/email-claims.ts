import { and, desc, eq, isNull, ne, not } from "drizzle-orm";
import { passwords, sessions, users, verificationTokens } from "@/db/schema";
import { canSignInWithoutEmail } from "@/lib/auth/account/sign-in-methods";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import type { LockedUsers } from "@/lib/auth/core/locked-users";

/**
 * Returns the id of the user whose account a proven mailbox opens: its verified owner, or the current user who claims it, which verifies the
 * claim. Another user's claim is detached in favour of `prover`, and the answer is null. Both are locked in the transaction that
 * `ctx.db` is.
 */
export async function ownerOf(
  ctx: Context,
  email: string,
  { current, all }: LockedUsers,
  prover: string,
): Promise<string | null> {
  const owner = all.find((user) => user.email === email);
  if (!owner) return null;
  if (owner.emailVerifiedAt !== null) return owner.id;
  if (owner.id !== current?.id) {
    await detachClaim(ctx, email, prover);
    return null;
  }
  const now = ctx.clock();
  await ctx.db.update(users).set({ emailVerifiedAt: now, updatedAt: now }).where(eq(users.id, owner.id));
  await writeAudit(ctx, { type: "user.email_verified", userId: owner.id, actor: byUser(owner.id) });
  return owner.id;
}

/**
 * Detaches another user's claim on an address whose mailbox `prover` has just proven. The claimant, who holds the address unverified, loses
 * the address, the password, what was pending and every session but the one used last, keeps all data, and is a guest again where no
 * other sign-in method is left. A verified address is no claim and stays where it is.
 *
 * `email` is canonical; `prover` is the id of the user who gets it, who exists already, or will. Runs in the transaction that
 * `ctx.db` is, after `lockUsers(ctx, { email })`, so that the claimant gets no sign-in method meanwhile.
 */
export async function detachClaim(ctx: Context, email: string, prover: string): Promise<void> {
  const { db } = ctx;
  const [claimant] = await db
    .update(users)
    .set({
      email: null,
      role: "user",
      isAnonymous: not(canSignInWithoutEmail(users.id)),
      updatedAt: ctx.clock(),
    })
    .where(and(eq(users.email, email), isNull(users.emailVerifiedAt), ne(users.id, prover)))
    .returning({ id: users.id, isAnonymous: users.isAnonymous });
  if (!claimant) return;
  const { id, isAnonymous } = claimant;
  await db.delete(passwords).where(eq(passwords.userId, id));
  await db.delete(verificationTokens).where(eq(verificationTokens.userId, id));
  await keepLastSession(ctx, id, isAnonymous);
  await writeAudit(ctx, {
    type: "user.email_detached",
    userId: id,
    actor: byUser(prover),
    details: { isGuestAgain: isAnonymous },
  });
}

/** Ends every session but the one used last. */
async function keepLastSession({ db }: Context, userId: string, isGuest: boolean): Promise<void> {
  // A session slides with its use, so the last to expire is the last that was used, but for one near its ninety days.
  const [last] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.expiresAt), desc(sessions.id))
    .limit(1);
  if (!last) return;
  await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, last.id)));
  // The only way to a guest's data does not end by its age.
  if (isGuest) await db.update(sessions).set({ endsAt: null }).where(eq(sessions.id, last.id));
}
