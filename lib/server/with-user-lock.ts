import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, type Result } from "@/lib/api/result";
import type { UserRow } from "@/lib/auth/core/users";
import type { ActionContext } from "@/lib/server/http/product-action";

/**
 * Runs `work` in a transaction that has locked the user, so that nothing else under this lock changes what it counts of theirs. Errors:
 * NO_SESSION where the user was deleted, those of `work`.
 */
export function withUserLock<Data>(
  ctx: ActionContext,
  work: (tx: ActionContext, user: UserRow) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  return inTransaction(ctx.db, async (db) => {
    const [user] = await db.select().from(users).where(eq(users.id, ctx.userId)).for("no key update");
    return user ? work({ ...ctx, db }, user) : fail("NO_SESSION");
  });
}
