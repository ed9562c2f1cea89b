import {
  and,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import type { Db } from "@/db/client";
import { mailOutbox, users, type verificationTokens } from "@/db/schema";
import { mailPerAddress } from "@/lib/api/auth";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { addSeconds } from "@/lib/auth/core/users";

/** An email to be sent. One that carries a secret is named after what the secret is for, and has the id of its token. */
export type Mail = typeof mailOutbox.$inferSelect;

/** Tells somebody what has happened. Carries no secret. */
export type Notice = Exclude<Mail["kind"], (typeof verificationTokens.$inferSelect)["purpose"] | "product">;

/** An email that could not be sent is given up after this time (seconds): nobody waits for it anymore. */
const givenUpAfter = 3 * 24 * 60 * 60;

/** Emails at a time. */
const batchSize = 10;

/**
 * Writes to the user's address, where it is known to be theirs, in the transaction that `ctx.db` is. Withheld where the address has had as many
 * notices as it may get.
 */
export async function queueNotice({ db, clock }: Context, kind: Notice, userId: string): Promise<void> {
  const now = clock();
  const [user] = await db
    .select({ email: users.email })
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        isNotNull(users.emailVerifiedAt),
        canGetMail(db, users.email, mailCountedSince(now), true),
      ),
    );
  if (!user?.email) return;
  await db
    .insert(mailOutbox)
    .values({ id: newId("mail"), kind, recipient: user.email, nextAttemptAt: now, createdAt: now });
}

/** Takes what is due. Whoever takes it counts a try, and has a minute, then two, four … an hour at most before it is due again. */
async function takeDue(db: Db, now: Date): Promise<Mail[]> {
  const due = db
    .select({ id: mailOutbox.id })
    .from(mailOutbox)
    .where(
      and(
        isNull(mailOutbox.sentAt),
        isNull(mailOutbox.refusal),
        lte(mailOutbox.nextAttemptAt, now),
        gt(mailOutbox.createdAt, addSeconds(now, -givenUpAfter)),
      ),
    )
    .orderBy(mailOutbox.nextAttemptAt)
    .limit(batchSize)
    .for("update", { skipLocked: true });
  const pause = sql`least(interval '1 minute' * power(2, least(${mailOutbox.attempts}, 6)), interval '1 hour')`;
  return db
    .update(mailOutbox)
    .set({
      attempts: sql`${mailOutbox.attempts} + 1`,
      nextAttemptAt: sql`${now.toISOString()}::timestamptz + ${pause}`,
    })
    .where(inArray(mailOutbox.id, due))
    .returning();
}

/**
 * Hands every email that is due to `send`, which returns why the recipient was refused for good, or null, and writes down what became of it.
 * One that fails, or whose process dies, is tried again: sent at least once, and given up three days after it was written.
 */
export async function deliverOutbox(
  db: Db,
  clock: () => Date,
  send: (mail: Mail) => Promise<string | null>,
): Promise<void> {
  for (;;) {
    const mails = await takeDue(db, clock());
    if (mails.length === 0) return;
    await Promise.allSettled(
      mails.map(async (mail) => {
        const refusal = await send(mail);
        const outcome = refusal === null ? { sentAt: clock() } : { refusal };
        await db.update(mailOutbox).set(outcome).where(eq(mailOutbox.id, mail.id));
      }),
    );
  }
}

/** Takes an email out of the outbox that has nothing to tell anymore. */
export async function dropMail(db: Db, { id }: Mail): Promise<void> {
  await db.delete(mailOutbox).where(eq(mailOutbox.id, id));
}

/** Returns the fifty latest emails, sent or not. */
export function latestMail(db: Db): Promise<Mail[]> {
  return db.select().from(mailOutbox).orderBy(desc(mailOutbox.id)).limit(50);
}

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
