import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { lockAdmins } from "@/lib/auth/core/admins";
import { byUser } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { deleteUsers } from "@/lib/auth/core/delete-users";
import { withConfirmedUser } from "./confirm-identity";

const lastAdmin = "You are the only admin. Make someone else an admin first.";

/**
 * Deletes the current user with everything they own, for good. A registered user who has a password gives it.
 * Errors: those of `withConfirmedUser`, VALIDATION_FAILED (`fields.role`) for the last admin.
 */
export function deleteAccount(ctx: Context, input: { password?: string | undefined }): Promise<Result<null>> {
  return withConfirmedUser(ctx, input, async (tx, current) => {
    const { db } = tx;
    const { id, role } = current;
    if (role === "admin" && (await lockAdmins(db)).every((admin) => admin === id))
      return fail("VALIDATION_FAILED", { fields: { role: lastAdmin } });
    // Waits for rows that are just being added, and lets no more in.
    await db.select({ id: users.id }).from(users).where(eq(users.id, id)).for("update");
    await deleteUsers(tx, [current], "user_request", byUser(id));
    return ok(null);
  });
}
