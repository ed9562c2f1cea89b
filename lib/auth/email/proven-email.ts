import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import type { LockedUsers } from "@/lib/auth/core/locked-users";
import { detachClaim } from "./email-claims";

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
