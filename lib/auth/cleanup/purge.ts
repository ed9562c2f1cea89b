import { and, count, gt, inArray, lt, lte, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { mailOutbox, rateLimits, rotatedTokens, sessions, verificationTokens } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { AdminContext } from "@/lib/auth/core/context";
import { firstId } from "@/lib/auth/core/ids";
import { addSeconds } from "@/lib/auth/core/users";

/** Rows per statement. */
const batchSize = 5_000;

const day = 24 * 60 * 60;

/** For this long at least an expired session can be told from an unknown one, and an email be looked up (seconds). */
const keptFor = 7 * day;

/** No browser keeps a cookie for longer than 400 days (RFC 6265bis 5.6.2), so nobody brings a replaced secret back after that (seconds). */
const rotatedFor = 400 * day;

/**
 * Deletes what is over: sessions that expired a week ago, emails a week after they were written, replaced secrets that no cookie holds any more,
 * expired tokens and counters. Features purge their own tables.
 */
export async function purgeExpiredRows(
  { db, clock }: Pick<AdminContext, "db" | "clock">,
  isTimeLeft: () => boolean,
): Promise<void> {
  const now = clock();
  const weekAgo = addSeconds(now, -keptFor);
  await purgeSessions(db, weekAgo, isTimeLeft);
  await purgeRows(
    db,
    rotatedTokens.tokenHash,
    lt(rotatedTokens.rotatedAt, addSeconds(now, -rotatedFor)),
    isTimeLeft,
  );
  await purgeRows(db, verificationTokens.id, lt(verificationTokens.expiresAt, now), isTimeLeft);
  await purgeRows(db, mailOutbox.id, lt(mailOutbox.id, firstId("mail", weekAgo)), isTimeLeft);
  await purgeRows(db, rateLimits.key, lt(rateLimits.expiresAt, now), isTimeLeft);
}

/** Deletes the rows of a table, named by their key, for which `isOver` is true: batch by batch, and none that is locked. */
export async function purgeRows(
  db: Db,
  key: AnyPgColumn,
  isOver: SQL,
  isTimeLeft: () => boolean,
): Promise<void> {
  const { table } = key;
  for (let deleted = batchSize; deleted === batchSize && isTimeLeft(); ) {
    const over = db
      .$with("over")
      .as(db.select({ key }).from(table).where(isOver).limit(batchSize).for("update", { skipLocked: true }));
    const gone = db.$with("gone").as(
      db
        .delete(table)
        .where(inArray(key, db.select({ key: over.key }).from(over)))
        .returning({ key }),
    );
    const [row] = await inTransaction(db, (tx) => tx.with(over, gone).select({ rows: count() }).from(gone));
    deleted = row?.rows ?? 0;
  }
}

/**
 * Walks through the sessions that are old enough in the order of their ids, which is that of their beginning: an index on when they end would be
 * written by every visit.
 */
async function purgeSessions(db: Db, before: Date, isTimeLeft: () => boolean): Promise<void> {
  const end = firstId("ses", before);
  for (let after = ""; isTimeLeft(); ) {
    const page = await db
      .select({ id: sessions.id, expiresAt: sessions.expiresAt })
      .from(sessions)
      .where(and(gt(sessions.id, after), lt(sessions.id, end)))
      .orderBy(sessions.id)
      .limit(batchSize);
    const expired = page.filter(({ expiresAt }) => expiresAt <= before).map(({ id }) => id);
    if (expired.length > 0)
      await inTransaction(db, (tx) =>
        tx.delete(sessions).where(and(inArray(sessions.id, expired), lte(sessions.expiresAt, before))),
      );
    const last = page.at(-1);
    if (page.length < batchSize || !last) return;
    after = last.id;
  }
}
