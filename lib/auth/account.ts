import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import { lockAdmins } from "./admins";
import { writeAudit } from "./audit";
import type { Ctx } from "./context";
import { callHook } from "./hooks";
import { ownPassword, passwordRefusal } from "./own-password";
import { lockParties } from "./parties";
import { presentedUser } from "./presented";
import { refusal } from "./session-reading";
import { handOverOrganizations } from "./succession";

const p = sql.placeholder;

// Waits for rows that are just being added, and lets no more in.
const lock = statement("lock_account_to_delete", sql`SELECT FROM users WHERE id = ${p("userId")} FOR UPDATE`);

const remove = statement("delete_account", sql`DELETE FROM users WHERE id = ${p("userId")}`);

const lastAdmin = "You are the only admin. Make somebody else an admin first.";

/**
 * Deletes whoever asks, with everything that is theirs, for good. A member who has a password gives it.
 * Errors: those of `presentedUser`, those of `passwordRefusal`, VALIDATION_FAILED (`fields.role`) for the last admin.
 */
export async function deleteAccount(
  ctx: Ctx,
  input: { password?: string | undefined },
): Promise<Result<null>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const userId = presented.data.user.id;
  const known = await ownPassword(ctx, userId, input.password);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    if (holder?.id !== userId) return refusal("none");
    const refused = await passwordRefusal(tx, userId, input.password, known);
    if (refused) return refused;
    if (holder.isAdmin && (await lockAdmins(db)).every((id) => id === userId))
      return fail("VALIDATION_FAILED", { fields: { role: lastAdmin } });
    await lock(db, { userId });
    await callHook(tx, "removing", { userIds: [userId], reason: "own wish" });
    await handOverOrganizations(tx, [userId], userId);
    await remove(db, { userId });
    await writeAudit(tx, "user.deleted", userId, { reason: "own wish", isGuest: holder.isGuest });
    return ok(null);
  });
}
