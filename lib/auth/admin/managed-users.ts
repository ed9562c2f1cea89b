import { eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import type { ReassignReceipt } from "@/lib/api/admin/admin-shapes";
import type { reassignment, userChange, userDeletion } from "@/lib/api/admin/management-schemas";
import { fail, ok, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import { canSignInWithoutEmail } from "@/lib/auth/account/sign-in-methods";
import { lockAdmins } from "@/lib/auth/core/admins";
import { writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { deleteUsers } from "@/lib/auth/core/delete-users";
import { ownsMoreThanGuestsMay, reassignOwned } from "@/lib/auth/core/owned";
import { toUser } from "@/lib/auth/core/users";

const onlyAdmin = "The only admin. Make somebody else an admin first.";
const notProven =
  "This account has no proven way to sign in. It needs a confirmed email, a connected account or a passkey to become an admin.";

/** Returns a user. Errors: NOT_FOUND. */
export async function getUser(ctx: AdminContext, { id }: { id: string }): Promise<Result<User>> {
  const [row] = await ctx.db.select().from(users).where(eq(users.id, id));
  return row ? ok(toUser(row)) : fail("NOT_FOUND");
}

/**
 * Changes what is given; `metadata` as a whole. A change of role is an event. Errors: NOT_FOUND; for a new admin FULL_ACCOUNT_REQUIRED
 * where it is a guest, CONFLICT (`fields.role`) where it has no proven way to sign in.
 */
export function updateUser(
  ctx: AdminContext,
  { id, ...change }: z.output<typeof userChange>,
): Promise<Result<User>> {
  return withTransaction(ctx, async (tx) => {
    const [before] = await tx.db
      .select({
        isAnonymous: users.isAnonymous,
        role: users.role,
        emailVerifiedAt: users.emailVerifiedAt,
        hasCredential: canSignInWithoutEmail(users.id),
      })
      .from(users)
      .where(eq(users.id, id))
      .for("update");
    if (!before) return fail("NOT_FOUND");
    const { role = before.role } = change;
    if (role === "admin" && before.isAnonymous) return fail("FULL_ACCOUNT_REQUIRED");
    const isProven = before.emailVerifiedAt !== null || before.hasCredential;
    if (role === "admin" && before.role !== "admin" && !isProven)
      return fail("CONFLICT", { fields: { role: notProven } });
    const [user] = await tx.db
      .update(users)
      .set({ ...change, updatedAt: ctx.clock() })
      .where(eq(users.id, id))
      .returning();
    if (!user) return fail("NOT_FOUND");
    if (role !== before.role)
      await writeAudit(tx, { type: "user.role_changed", userId: id, actor: ctx.actor, details: { role } });
    return ok(toUser(user));
  });
}

/**
 * Deletes a user with everything that is theirs; one event. With `onlyIfAnonymous` a guest who became a registered user meanwhile
 * stays. Errors: NOT_FOUND, USER_NOT_ANONYMOUS, CONFLICT (`fields.role`) for the only admin.
 */
export function deleteUser(
  ctx: AdminContext,
  { id, onlyIfAnonymous }: z.output<typeof userDeletion>,
): Promise<Result<{ deleted: true }>> {
  return withTransaction(ctx, async (tx) => {
    // All admins, in the order of their ids, before one of them: of two deletions at once that would leave none, the later one finds here who is left.
    const admins = (await isAdmin(tx.db, id)) ? await lockAdmins(tx.db) : [];
    const [user] = await tx.db.select().from(users).where(eq(users.id, id)).for("update");
    if (!user) return fail("NOT_FOUND");
    if (onlyIfAnonymous && !user.isAnonymous) return fail("USER_NOT_ANONYMOUS");
    if (user.role === "admin" && admins.every((admin) => admin === id))
      return fail("CONFLICT", { fields: { role: onlyAdmin } });
    await deleteUsers(tx, [user], "admin", ctx.actor);
    return ok({ deleted: true });
  });
}

async function isAdmin(db: Db, id: string): Promise<boolean> {
  const [user] = await db.select({ role: users.role }).from(users).where(eq(users.id, id));
  return user?.role === "admin";
}

/**
 * Gives everything that a user owns to another; both stay. One event about the one who received it.
 * Errors: NOT_FOUND, VALIDATION_FAILED where both are the same, FULL_ACCOUNT_REQUIRED where a guest would come to own what only a
 * registered user may.
 */
export async function reassignData(
  ctx: AdminContext,
  { id: from, toUserId: to }: z.output<typeof reassignment>,
): Promise<Result<ReassignReceipt>> {
  if (from === to) return fail("VALIDATION_FAILED", { fields: { toUserId: "Choose another user" } });
  return withTransaction(ctx, async (tx) => {
    const locked = await tx.db
      .select({ id: users.id, isAnonymous: users.isAnonymous })
      .from(users)
      .where(inArray(users.id, [from, to]))
      .orderBy(users.id)
      .for("update");
    if (locked.length < 2) return fail("NOT_FOUND");
    const isForGuest = locked.some((user) => user.id === to && user.isAnonymous);
    if (isForGuest && (await ownsMoreThanGuestsMay(tx.db, from))) return fail("FULL_ACCOUNT_REQUIRED");
    const counts = await reassignOwned(tx.db, from, to);
    await writeAudit(tx, {
      type: "user.data_reassigned",
      userId: to,
      actor: ctx.actor,
      details: { from, counts },
    });
    return ok({ fromUserId: from, toUserId: to, counts });
  });
}
