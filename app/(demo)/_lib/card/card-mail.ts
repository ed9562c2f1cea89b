import { and, eq, gt, isNull, lt, lte, notExists, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cardDeliveries, cardMails, cards, mailOutbox, users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, type Result } from "@/lib/api/result";
import { purgeRows } from "@/lib/auth/cleanup/purge";
import { newId } from "@/lib/auth/core/ids";
import { addSeconds, type UserRow } from "@/lib/auth/core/users";
import { canGetMail, mailCountedSince } from "@/lib/auth/email/outbox";
import { product } from "@/lib/product";
import { quotaRefusal } from "../permissions";
import { mailedUrl } from "./card-link";

/** A user's emails are counted over this time (seconds), and kept as long at least. */
const countedFor = 24 * 60 * 60;

/**
 * Returns why a user may not have us email somebody, or null: FULL_ACCOUNT_REQUIRED for a guest, VALIDATION_FAILED where their own email is not
 * verified, FORBIDDEN where they have had as many emails sent today as they may. Call under `withUserLock`.
 */
export async function mailRefusal(db: Db, user: UserRow, now: Date): Promise<Result<never> | null> {
  const sent = await db.$count(
    cardMails,
    and(eq(cardMails.userId, user.id), gt(cardMails.createdAt, addSeconds(now, -countedFor))),
  );
  const refusal = quotaRefusal(user, "card.mail", sent);
  if (refusal || user.emailVerifiedAt !== null) return refusal;
  return fail("VALIDATION_FAILED", { fields: { email: "Confirm your own email address first." } });
}

/** Whether a transaction has sent an email: one that is planned, is due and whose delivery is still there, to an address that can get one. */
async function queueOne(tx: Db, now: Date, which?: SQL): Promise<boolean> {
  const [due] = await tx
    .select({ id: cardMails.id, recipient: cardMails.recipient })
    .from(cardMails)
    .innerJoin(cardDeliveries, eq(cardDeliveries.id, cardMails.id))
    .where(
      and(
        which,
        isNull(cardMails.queuedAt),
        lte(cardMails.dueAt, now),
        canGetMail(tx, cardMails.recipient, mailCountedSince(now)),
      ),
    )
    .orderBy(cardMails.dueAt)
    .limit(1)
    .for("update", { of: cardMails, skipLocked: true });
  if (!due) return false;
  await tx.update(cardMails).set({ queuedAt: now }).where(eq(cardMails.id, due.id));
  await tx.insert(mailOutbox).values({
    id: newId("mail"),
    kind: "product",
    recipient: due.recipient,
    tokenId: due.id,
    nextAttemptAt: now,
    createdAt: now,
  });
  return true;
}

/** Plans the email that carries a delivery's link, in the transaction that `tx` is, and queues it there where it is due. */
export async function planCardMail(
  tx: Db,
  mail: Pick<typeof cardMails.$inferSelect, "id" | "userId" | "recipient" | "dueAt">,
  now: Date,
): Promise<void> {
  await tx.insert(cardMails).values({ ...mail, createdAt: now });
  await queueOne(tx, now, eq(cardMails.id, mail.id));
}

/**
 * Queues every email that is due, each once, however many processes do this: the row that plans it is marked in the transaction that writes it to the
 * outbox. One whose recipient has had as many emails as they may get waits for a later run. Returns how many were queued.
 */
export async function queueDueCardMails(
  db: Db,
  clock: () => Date,
  isTimeLeft: () => boolean,
): Promise<number> {
  let queued = 0;
  while (isTimeLeft() && (await inTransaction(db, (tx) => queueOne(tx, clock())))) queued++;
  return queued;
}

/** Deletes what is known of emails whose delivery is gone, once they do not count anymore. */
export async function purgeCardMails(db: Db, now: Date, isTimeLeft: () => boolean): Promise<void> {
  const delivery = db
    .select({ id: cardDeliveries.id })
    .from(cardDeliveries)
    .where(eq(cardDeliveries.id, cardMails.id));
  const isOver = and(lt(cardMails.createdAt, addSeconds(now, -countedFor)), notExists(delivery));
  if (isOver) await purgeRows(db, cardMails.id, isOver, isTimeLeft);
}

/** Writes the email of a delivery, or returns null where that was replaced, turned off or deleted. */
export async function writeCardMail(db: Db, deliveryId: string) {
  const [found] = await db
    .select({ title: cards.title, name: users.name, email: users.email })
    .from(cardMails)
    .innerJoin(users, eq(users.id, cardMails.userId))
    .innerJoin(cardDeliveries, eq(cardDeliveries.id, cardMails.id))
    .innerJoin(cards, eq(cards.id, cardDeliveries.cardId))
    .where(eq(cardMails.id, deliveryId));
  if (!found?.email) return null;
  const name = withoutLinks(found.name ?? "");
  const title = withoutLinks(found.title);
  const sender = name ? `${name} (${found.email})` : found.email;
  return {
    subject: name ? `${name} sent you a card` : "A card for you",
    before: `${sender} made a card for you at ${product.name}${title && `: “${title}”`}`,
    link: { href: mailedUrl(deliveryId), label: "Open the card" },
    after: "You need no account to open it. If you don't know who sent it, you can ignore this email.",
  };
}

/** Leaves out the words that an email program would make a link of: addresses of pages, of mailboxes and of hosts. */
export function withoutLinks(text: string): string {
  return text
    .split(/\s+/u)
    .filter((word) => !isLink.test(word.replace(/\p{Cf}/gu, "").normalize("NFKC")))
    .join(" ");
}

const isLink = /:\/\/|@|^www\.|\b(?:mailto|tel|sms):|[\p{L}\p{N}-][.。]\p{L}{2,}|\d\.\d+\.\d+\.\d/iu;
