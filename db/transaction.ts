import type { Db } from "./client";
import { isLostRace } from "./failure";

/** A race lost this many times in a row is no accident any more. */
const tries = 3;

/**
 * Runs `work` in one transaction: all of it, or nothing. Each statement sees what was committed before it, so rows are read
 * after their user was locked. Where a unique index or a deadlock decided against it, `work` runs again from the start.
 * Throws what the driver or `work` throws.
 */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (left === 0 || !isLostRace(error)) throw error;
    }
  }
}

/** The same for a service: `work` gets what it knows, with the transaction as its database. */
export function withTransaction<Context extends { db: Db }, T>(
  ctx: Context,
  work: (tx: Context) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, (db) => work({ ...ctx, db }));
}
