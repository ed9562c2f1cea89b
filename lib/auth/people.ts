import { inTransaction } from "@/db/transaction";
import { fail, type Result } from "../contract/result";
import type { User } from "../contract/wire";
import { lockAdmins } from "./admins";
import type { KeeperCtx } from "./context";
import { deleteUser, updateUser } from "./managed-users";

// What one admin does to another user: whoever acts has to be an admin until it is done, and is never the one it is
// done to. So an admin is always left.

/**
 * Deletes a user with everything that is theirs; one event. Errors: FORBIDDEN for whoever is no admin any more,
 * VALIDATION_FAILED (`fields.confirm`) for oneself, NOT_FOUND.
 */
export function removePerson(ctx: KeeperCtx, { id }: { id: string }): Promise<Result<{ deleted: true }>> {
  const own = "This is your own account. Another admin can delete it, or you can on your account page.";
  return asOtherAdmin(ctx, id, { confirm: own }, (tx) => deleteUser(tx, { id, onlyIfAnonymous: false }));
}

/**
 * Makes a member an admin, or an admin a member. Errors: FORBIDDEN for whoever is no admin any more, VALIDATION_FAILED
 * (`fields.role`) for oneself, NOT_FOUND, FULL_ACCOUNT_REQUIRED for a guest.
 */
export function changeRole(
  ctx: KeeperCtx,
  { id, role }: { id: string; role: User["role"] },
): Promise<Result<User>> {
  const own = "You cannot change your own role. Another admin can.";
  return asOtherAdmin(ctx, id, { role: own }, (tx) => updateUser(tx, { id, role }));
}

function asOtherAdmin<Data>(
  ctx: KeeperCtx,
  subject: string,
  refused: Record<string, string>,
  work: (tx: KeeperCtx) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  return inTransaction(ctx.db, async (db) => {
    if (!(await lockAdmins(db)).includes(ctx.actor)) return fail("FORBIDDEN");
    return subject === ctx.actor ? fail("VALIDATION_FAILED", { fields: refused }) : work({ ...ctx, db });
  });
}
