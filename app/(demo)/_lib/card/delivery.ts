import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cardDeliveries, cardMails, cards } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { hashSecret } from "@/lib/auth/core/secrets";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";
import type { Delivery, OneCard } from "../input";
import { type Signature, wallOf } from "../signature/signatures";
import { newLink } from "./card-link";
import { mailRefusal, planCardMail } from "./card-mail";
import { type Card, cardColumns, isOwnCard } from "./cards";

/** A card as its recipient sees it: only its cover and title before it opens. */
export type DeliveredCard = { card: Card; opensAt: Date; signatures: Signature[] | null };

/**
 * Makes a link by which the recipient opens the card: from now on, or from the start of its day (UTC). A link that was made before stops
 * working. With an `email`, the link is emailed there when it opens; the same again changes nothing. Errors: NO_SESSION, NOT_FOUND where the user does not own the
 * card, VALIDATION_FAILED where it has no day to wait for, those of `mailRefusal`.
 */
export function deliverCard(ctx: ActionContext, { cardId, when, email }: Delivery): Promise<Result<null>> {
  return withUserLock(ctx, async ({ db, userId, now }, user) => {
    const [card] = await db
      .select({ day: cards.day })
      .from(cards)
      .where(isOwnCard(userId, cardId))
      .for("key share");
    if (!card) return fail("NOT_FOUND");
    if (when === "day" && card.day === null)
      return fail("VALIDATION_FAILED", { fields: { when: "This card has no date yet." } });
    const opensAt = when === "day" && card.day !== null ? new Date(card.day) : now;
    if (email !== null) {
      const current = await deliveryOf(db, cardId);
      if (current?.mail?.recipient === email && isSameTime(current.opensAt, opensAt, now)) return ok(null);
      const refusal = await mailRefusal(db, user, now);
      if (refusal) return refusal;
    }
    const link = { ...newLink(now, "dlv"), opensAt };
    await db
      .insert(cardDeliveries)
      .values({ ...link, cardId })
      .onConflictDoUpdate({ target: cardDeliveries.cardId, set: link });
    if (email !== null)
      await planCardMail(db, { id: link.id, userId, recipient: email, dueAt: opensAt }, now);
    return ok(null);
  });
}

/** Whether two links open at once, or both open already. */
function isSameTime(one: Date, other: Date, now: Date): boolean {
  return one.getTime() === other.getTime() || (one <= now && other <= now);
}

/** Turns off the link by which the recipient opens the card. Errors: NOT_FOUND where the user does not own the card, or there is none. */
export function withdrawDelivery({ db, userId }: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    if ((await tx.$count(cards, isOwnCard(userId, cardId))) === 0) return fail("NOT_FOUND");
    const [withdrawn] = await tx
      .delete(cardDeliveries)
      .where(eq(cardDeliveries.cardId, cardId))
      .returning({ id: cardDeliveries.id });
    return withdrawn ? ok(null) : fail("NOT_FOUND");
  });
}

/** Returns how a card is delivered, or null where it is not. Its `mail` is null where the link is not emailed; `queuedAt` in that, until it is. */
export async function deliveryOf(db: Db, cardId: string) {
  const [found] = await db
    .select({
      id: cardDeliveries.id,
      opensAt: cardDeliveries.opensAt,
      mail: { recipient: cardMails.recipient, queuedAt: cardMails.queuedAt },
    })
    .from(cardDeliveries)
    .leftJoin(cardMails, eq(cardMails.id, cardDeliveries.id))
    .where(eq(cardDeliveries.cardId, cardId));
  return found ?? null;
}

/** Returns the card that a recipient's link opens, or null. */
export async function deliveredCard(db: Db, link: string, now: Date): Promise<DeliveredCard | null> {
  const [found] = await db
    .select({ card: cardColumns, opensAt: cardDeliveries.opensAt })
    .from(cardDeliveries)
    .innerJoin(cards, eq(cards.id, cardDeliveries.cardId))
    .where(eq(cardDeliveries.tokenHash, hashSecret(link)));
  if (!found) return null;
  if (found.opensAt > now) return { ...found, signatures: null };
  return { ...found, signatures: await wallOf(db, found.card.id, null) };
}
