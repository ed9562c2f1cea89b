import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "@/db/client";
import { cardDeliveries, cards } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { hashSecret } from "@/lib/auth/core/secrets";
import type { ActionContext } from "@/lib/server/http/product-action";
import { type Signature, wallOf } from "../signature/signatures";
import type { delivery } from "./card-input";
import { newLink } from "./card-link";
import { type Card, cardColumns } from "./cards";

/** A card as its recipient sees it: only its cover and title before it opens. */
export type DeliveredCard = { card: Card; opensAt: Date; signatures: Signature[] | null };

/**
 * Makes a link by which the recipient opens the card: from now on, or from the start of its day (UTC). A link that was made before stops
 * working. Errors: NOT_FOUND where the user does not own the card, VALIDATION_FAILED where it has no day to wait for.
 */
export function deliverCard(
  { db, userId, now }: ActionContext,
  { cardId, when }: z.output<typeof delivery>,
): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    const [card] = await tx
      .select({ day: cards.day })
      .from(cards)
      .where(and(eq(cards.id, cardId), eq(cards.ownerId, userId)))
      .for("key share");
    if (!card) return fail("NOT_FOUND");
    if (when === "day" && card.day === null)
      return fail("VALIDATION_FAILED", { fields: { when: "This card has no date yet." } });
    const opensAt = when === "day" && card.day !== null ? new Date(card.day) : now;
    const link = { ...newLink(now, "dlv"), opensAt };
    await tx
      .insert(cardDeliveries)
      .values({ ...link, cardId })
      .onConflictDoUpdate({ target: cardDeliveries.cardId, set: link });
    return ok(null);
  });
}

/** Turns off the link by which the recipient opens the card. Errors: NOT_FOUND where the user does not own the card, or there is none. */
export function withdrawDelivery(
  { db, userId }: ActionContext,
  { cardId }: { cardId: string },
): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    const owned = await tx.$count(cards, and(eq(cards.id, cardId), eq(cards.ownerId, userId)));
    if (owned === 0) return fail("NOT_FOUND");
    const [withdrawn] = await tx
      .delete(cardDeliveries)
      .where(eq(cardDeliveries.cardId, cardId))
      .returning({ id: cardDeliveries.id });
    return withdrawn ? ok(null) : fail("NOT_FOUND");
  });
}

/** Returns how a card is delivered, or null where it is not. */
export async function deliveryOf(db: Db, cardId: string): Promise<{ id: string; opensAt: Date } | null> {
  const found = await db.query.cardDeliveries.findFirst({
    columns: { id: true, opensAt: true },
    where: eq(cardDeliveries.cardId, cardId),
  });
  return found ?? null;
}

/** Returns the card that a recipient's link opens, or null. */
export async function deliveredCard(db: Db, link: string, now: Date): Promise<DeliveredCard | null> {
  const [found] = await db
    .select({
      card: cardColumns,
      opensAt: cardDeliveries.opensAt,
    })
    .from(cardDeliveries)
    .innerJoin(cards, eq(cards.id, cardDeliveries.cardId))
    .where(eq(cardDeliveries.tokenHash, hashSecret(link)));
  if (!found) return null;
  if (found.opensAt > now) return { ...found, signatures: null };
  return { ...found, signatures: await wallOf(db, found.card.id, null) };
}
