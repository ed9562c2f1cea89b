import { and, count, eq, gt, isNotNull, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { mailOutbox } from "@/db/schema";
import { mailPerAddress } from "@/lib/api/auth";
import { addSeconds } from "@/lib/auth/core/users";

/** Since when emails to one address are counted. */
export function mailCountedSince(now: Date): Date {
  return addSeconds(now, -mailPerAddress.windowSeconds);
}

/**
 * Whether an address can get another email, by those that were queued since `since`, whatever they were queued for. Notices are counted apart
 * from what carries a secret: anybody can ask for a link to an address that is not theirs, and would hold back its owner's warnings.
 */
export function canGetMail(
  db: Pick<Db, "select">,
  recipient: SQLWrapper | string,
  since: SQLWrapper | Date,
  isNotice = false,
): SQL<boolean> {
  const queued = db
    .select({ queued: count() })
    .from(mailOutbox)
    .where(
      and(
        eq(mailOutbox.recipient, recipient),
        gt(mailOutbox.createdAt, since),
        isNotice ? isNull(mailOutbox.tokenId) : isNotNull(mailOutbox.tokenId),
      ),
    );
  return sql<boolean>`${queued} < ${sql.raw(String(mailPerAddress.max))}`;
}
