import { inTransaction } from "@/db/transaction";
import { fail, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import { lockAdmins } from "@/lib/auth/core/admins";
import { actorName } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { deleteUser, updateUser } from "./managed-users";

// What one admin does to another user: who acts has to be an admin until it is done, and never acts on their own account. So an admin is
// always left.

/**
 * Deletes a user with everything that is theirs; one event. Errors: FORBIDDEN for an actor who is no admin any more,
 * VALIDATION_FAILED (`fields.confirm`) for oneself, NOT_FOUND.
 */
export function removePerson(ctx: AdminContext, { id }: { id: string }): Promise<Result<{ deleted: true }>> {
  const own = "This is your own account. Another admin can delete it, or you can on your account page.";
  return asOtherAdmin(ctx, id, { confirm: own }, (tx) => deleteUser(tx, { id, onlyIfAnonymous: false }));
}

/**
 * Gives a user the role of an admin, or takes it. Errors: FORBIDDEN for an actor who is no admin any more, VALIDATION_FAILED
 * (`fields.role`) for oneself, those of `updateUser`.
 */
export function changeRole(
  ctx: AdminContext,
  { id, role }: { id: string; role: User["role"] },
): Promise<Result<User>> {
  const own = "You cannot change your own role. Another admin can.";
  return asOtherAdmin(ctx, id, { role: own }, (tx) => updateUser(tx, { id, role }));
}

/** Runs `work` in a transaction, for an actor who is an admin until it is done. Errors: FORBIDDEN; VALIDATION_FAILED with `refused` for oneself. */
export function asOtherAdmin<Data>(
  ctx: AdminContext,
  subject: string,
  refused: Record<string, string>,
  work: (tx: AdminContext) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const actor = actorName(ctx.actor);
  return inTransaction(ctx.db, async (db) => {
    if (!(await lockAdmins(db)).includes(actor)) return fail("FORBIDDEN");
    return subject === actor ? fail("VALIDATION_FAILED", { fields: refused }) : work({ ...ctx, db });
  });
}
