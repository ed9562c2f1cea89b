import type { Db } from "./client";
import { isLostRace, StatementFailed } from "./failure";

/** A race lost this many times in a row is no accident any more. */
const tries = 3;

/**
 * Runs `work` in one transaction: all of it, or nothing. Each statement sees what was committed before it, so rows are read
 * after their user was locked. Where a unique index or a deadlock decided against it, `work` runs again from the start.
 * Throws StatementFailed, or whatever `work` throws.
 */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    let cause: { error: unknown } | null = null;
    try {
      return await db.transaction(async (tx) => {
        try {
          return await work(tx);
        } catch (error) {
          cause = { error };
          throw error;
        }
      });
    } catch (error) {
      const failure = cause === null ? new StatementFailed("transaction", error) : causeOf(cause);
      if (left === 0 || !isLostRace(failure)) throw failure;
    }
  }
}

// A function, because the compiler does not follow an assignment inside a callback.
function causeOf(cause: { error: unknown }): unknown {
  return cause.error;
}
