import { and, eq, gt } from "drizzle-orm";
import { sessions, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { MergePreview, MergeReceipt } from "@/lib/api/shapes";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { deleteUsers } from "@/lib/auth/core/delete-users";
import { callHook } from "@/lib/auth/core/hooks";
import { combine } from "@/lib/auth/core/metadata";
import { countOwned, moveOwned } from "@/lib/auth/core/owned";
import type { UserRow } from "@/lib/auth/core/users";
import { currentUser } from "@/lib/auth/session/session";

/** The session of this request, as long as it has the right to the guest whom its browser held at the sign-in. */
function sessionWithRight({ tokenHash, clock }: Context) {
  const now = clock();
  return and(
    eq(sessions.tokenHash, tokenHash ?? ""),
    gt(sessions.expiresAt, now),
    gt(sessions.guestUntil, now),
  );
}

/** Which guest can be merged into which account; null for none. */
async function findMerge(ctx: Context) {
  const [found] = await ctx.db
    .select({ guestId: users.id, accountId: sessions.userId, until: sessions.guestUntil })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.guestId))
    .where(and(sessionWithRight(ctx), users.isAnonymous));
  return found?.until ? { ...found, until: found.until } : null;
}

/**
 * Returns what the guest left behind who signed in here, and until when it can be moved to the account.
 * Errors: those of `currentUser`, NOT_FOUND where there is no such guest.
 */
export async function previewMerge(ctx: Context): Promise<Result<MergePreview>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  const found = await findMerge(ctx);
  if (found === null) return fail("NOT_FOUND");
  const counts = await countOwned(ctx.db, found.guestId);
  return ok({ guest: { id: found.guestId, counts }, until: found.until });
}

/**
 * Moves the guest's data to the account, or discards it; either way the guest is deleted, in one transaction. The right to decide comes from
 * having held the guest's session at the sign-in, and is used up.
 * Errors: those of `currentUser`, NOT_FOUND: no such right, used already, expired, or the guest has an account by now.
 */
export async function decideMerge(
  ctx: Context,
  { decision }: { decision: "merge" | "discard" },
): Promise<Result<MergeReceipt>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  return withTransaction(ctx, async (tx) => {
    const found = await findMerge(tx);
    if (found === null) return fail("NOT_FOUND");
    const { guestId, accountId } = found;
    const { guest, account } = await lockBoth(tx, guestId, accountId);
    if (!guest?.isAnonymous || !account) return fail("NOT_FOUND");
    const [used] = await tx.db
      .update(sessions)
      .set({ guestId: null, guestUntil: null })
      .where(and(sessionWithRight(tx), eq(sessions.guestId, guestId), eq(sessions.userId, accountId)))
      .returning({ id: sessions.id });
    if (!used) return fail("NOT_FOUND");
    const counts = decision === "merge" ? await merge(tx, guest, account) : {};
    await deleteUsers(tx, [guest], decision, byUser(accountId));
    return ok({ decision, guestId, counts });
  });
}

/** In the order of their ids, as everywhere, each as strongly as it needs. */
async function lockBoth({ db }: Context, guestId: string, accountId: string) {
  const find = (id: string) => db.select().from(users).where(eq(users.id, id));
  // Waits for rows that the guest is just adding, and lets no more in: they would be deleted with the guest.
  const lockGuest = async () => (await find(guestId).for("update"))[0];
  const lockAccount = async () => (await find(accountId).for("no key update"))[0];
  if (guestId < accountId) return { guest: await lockGuest(), account: await lockAccount() };
  const account = await lockAccount();
  return { guest: await lockGuest(), account };
}

/** Moves everything, combines the preferences, and counts what was moved, by kind. Both are locked. */
async function merge(tx: Context, guest: UserRow, account: UserRow): Promise<Record<string, number>> {
  const counts = await moveOwned(tx.db, guest.id, account.id);
  const metadata = combine(account.metadata, guest.metadata);
  await tx.db.update(users).set({ metadata, updatedAt: tx.clock() }).where(eq(users.id, account.id));
  const details = { guestId: guest.id, counts };
  await writeAudit(tx, { type: "user.merged", userId: account.id, actor: byUser(account.id), details });
  await callHook(tx, "merged", { accountId: account.id, guestId: guest.id, counts });
  return counts;
}
