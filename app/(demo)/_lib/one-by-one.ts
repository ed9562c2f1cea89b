import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/action";

const lock = statement<{ isAnonymous: boolean }>(
  "lock_for_quota",
  sql`SELECT is_anonymous AS "isAnonymous" FROM users WHERE id = ${sql.placeholder("userId")} FOR NO KEY UPDATE`,
);

/**
 * Runs `work` in a transaction while nothing else of this kind is done for the same user: whatever it counts of theirs
 * stays true until it ends. Errors: NO_SESSION where the user is being deleted, those of `work`.
 */
export function oneByOne<Data>(
  ctx: UserCtx,
  work: (tx: UserCtx, user: { isAnonymous: boolean }) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  return inTransaction(ctx.db, async (db) => {
    const [user] = await lock(db, { userId: ctx.userId });
    return user ? work({ ...ctx, db }, user) : fail("NO_SESSION");
  });
}
