import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cardLinks, cardMembers, cards, signatures } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { hashSecret } from "@/lib/auth/core/secrets";
import type { ActionContext } from "@/lib/server/http/product-action";
import type { CardLink, CircleMemberId, OneCard } from "../input";
import { newLink } from "./card-link";
import { isOwnCard } from "./cards";

/** People who can join one card. */
export const largestCircle = 500;

/** Somebody who joined by the link, with the name of their newest signature on the card. */
export type CircleMember = { userId: string; name: string | null; joinedAt: Date };

/** Returns what a link tells about its card before somebody joins; null for one that opens none. */
export async function invitationOf(db: Db, link: string) {
  const [invitation] = await db
    .select({ id: cards.id, occasion: cards.occasion, title: cards.title })
    .from(cardLinks)
    .innerJoin(cards, eq(cards.id, cardLinks.cardId))
    .where(eq(cardLinks.tokenHash, hashSecret(link)));
  return invitation ?? null;
}

/**
 * Adds a user to a card's circle by its link. Errors: TOKEN_INVALID for a link that was turned off or replaced, FORBIDDEN where the circle is
 * as large as it can be.
 */
export function joinCircle(
  { db, userId, now }: ActionContext,
  { link }: CardLink,
): Promise<Result<{ id: string }>> {
  return inTransaction(db, async (tx) => {
    const [card] = await tx
      .select({ id: cards.id, ownerId: cards.ownerId })
      .from(cardLinks)
      .innerJoin(cards, eq(cards.id, cardLinks.cardId))
      .where(eq(cardLinks.tokenHash, hashSecret(link)))
      .for("no key update", { of: cardLinks });
    if (!card) return fail("TOKEN_INVALID");
    if (card.ownerId === userId) return ok({ id: card.id });
    // The link is locked: nobody else joins meanwhile.
    const others = await tx.$count(
      cardMembers,
      and(eq(cardMembers.cardId, card.id), ne(cardMembers.userId, userId)),
    );
    if (others >= largestCircle) return fail("FORBIDDEN");
    await tx.insert(cardMembers).values({ cardId: card.id, userId, joinedAt: now }).onConflictDoNothing();
    return ok({ id: card.id });
  });
}

/** Takes a user out of a card's circle. What they wrote stays. Errors: NOT_FOUND where they have not joined. */
export async function leaveCircle({ db, userId }: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  const [left] = await db
    .delete(cardMembers)
    .where(and(eq(cardMembers.cardId, cardId), eq(cardMembers.userId, userId)))
    .returning({ cardId: cardMembers.cardId });
  return left ? ok(null) : fail("NOT_FOUND");
}

/** Returns who joined a card, in the order they came. */
export function circleOf(db: Db, cardId: string): Promise<CircleMember[]> {
  const newestName = db
    .select({ name: signatures.name })
    .from(signatures)
    .where(and(eq(signatures.cardId, cardMembers.cardId), eq(signatures.userId, cardMembers.userId)))
    .orderBy(desc(signatures.id))
    .limit(1);
  return db
    .select({
      userId: cardMembers.userId,
      joinedAt: cardMembers.joinedAt,
      name: sql<string | null>`${newestName}`,
    })
    .from(cardMembers)
    .innerJoin(cards, and(eq(cards.id, cardMembers.cardId), ne(cards.ownerId, cardMembers.userId)))
    .where(eq(cardMembers.cardId, cardId))
    .orderBy(asc(cardMembers.joinedAt), asc(cardMembers.userId))
    .limit(largestCircle);
}

/** Returns the id of the card's link, or null while it is off. */
export async function linkOf(db: Db, cardId: string): Promise<string | null> {
  const link = await db.query.cardLinks.findFirst({
    columns: { id: true },
    where: eq(cardLinks.cardId, cardId),
  });
  return link?.id ?? null;
}

/**
 * Runs `work` in a transaction that has locked the card against being closed. Errors: NOT_FOUND where the user does not own the card, or it is
 * closed.
 */
function onOpenCard(
  { db, userId }: ActionContext,
  cardId: string,
  work: (tx: Db) => Promise<Result<null>>,
): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    const found = await tx
      .select({ id: cards.id })
      .from(cards)
      .where(and(isOwnCard(userId, cardId), isNull(cards.closedAt)))
      .for("share");
    return found.length > 0 ? work(tx) : fail("NOT_FOUND");
  });
}

/** Replaces the card's link: the old one stops working. Errors: as for `onOpenCard`. */
export function renewLink(ctx: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  return onOpenCard(ctx, cardId, async (tx) => {
    const link = newLink(ctx.now);
    await tx
      .insert(cardLinks)
      .values({ ...link, cardId })
      .onConflictDoUpdate({ target: cardLinks.cardId, set: link });
    return ok(null);
  });
}

/** Turns the card's link off: nobody new can join. Errors: as for `onOpenCard`. */
export function closeLink(ctx: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  return onOpenCard(ctx, cardId, async (tx) => {
    await tx.delete(cardLinks).where(eq(cardLinks.cardId, cardId));
    return ok(null);
  });
}

/**
 * Removes somebody from the circle, and turns the link off, by which they could join again. What they wrote stays. Errors: those of
 * `onOpenCard`, NOT_FOUND where that person has not joined.
 */
export function removeFromCircle(
  ctx: ActionContext,
  { cardId, memberId }: CircleMemberId,
): Promise<Result<null>> {
  return onOpenCard(ctx, cardId, async (tx) => {
    const left = await leaveCircle({ ...ctx, db: tx, userId: memberId }, { cardId });
    if (left.ok) await tx.delete(cardLinks).where(eq(cardLinks.cardId, cardId));
    return left;
  });
}
