import { and, desc, eq, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { cardLinks, cardMembers, cards, signatures } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";
import { newId } from "../ids";
import { type ChangedCard, cardId as cardIdField, type NewCard, type OneCard } from "../input";
import { quotaRefusal } from "../permissions";
import { newLink } from "./card-link";

/** Cards on a page. */
const pageSize = 24;

/** What everybody who may see a card can know of it. */
export const cardColumns = {
  id: cards.id,
  occasion: cards.occasion,
  recipient: cards.recipient,
  title: cards.title,
  day: cards.day,
  closedAt: cards.closedAt,
};

export type Card = Pick<typeof cards.$inferSelect, keyof typeof cardColumns>;

/** A card as its owner or somebody who joined sees it. `version` changes whenever the page would show something else. */
export type OpenCard = NonNullable<Awaited<ReturnType<typeof openCard>>>;

/** Whether a user may see a card: it is theirs, or they joined it by its link. */
export function maySee(db: Db, userId: string) {
  const joined = db
    .select({ id: cardMembers.cardId })
    .from(cardMembers)
    .where(eq(cardMembers.userId, userId));
  return or(eq(cards.ownerId, userId), inArray(cards.id, joined));
}

/** The card of this id, if the user owns it. */
export function isOwnCard(userId: string, cardId: string) {
  return and(eq(cards.id, cardId), eq(cards.ownerId, userId));
}

/**
 * Creates a card, with a link to share. Errors: NO_SESSION; FULL_ACCOUNT_REQUIRED or FORBIDDEN where the user has as many as they may.
 */
export function startCard(ctx: ActionContext, card: NewCard): Promise<Result<{ id: string }>> {
  return withUserLock(ctx, async ({ db, userId, now }, user) => {
    const owned = await db.$count(cards, eq(cards.ownerId, userId));
    const refusal = quotaRefusal(user, "card.create", owned);
    if (refusal) return refusal;
    const id = newId("crd");
    await db.insert(cards).values({ ...card, id, ownerId: userId, createdAt: now });
    await db.insert(cardLinks).values({ ...newLink(now), cardId: id });
    return ok({ id }, 201);
  });
}

/**
 * Returns the cards that a user may see, with the number of their signatures, newest first. `next` is the id to ask for the page after this
 * one by, or null.
 */
export async function cardsOf(db: Db, userId: string, before: string | null = null) {
  const page = await db
    .select({
      ...cardColumns,
      isOwner: sql<boolean>`${cards.ownerId} = ${userId}`,
      signatures: db.$count(signatures, eq(signatures.cardId, cards.id)),
    })
    .from(cards)
    .where(and(maySee(db, userId), before === null ? undefined : lt(cards.id, before)))
    .orderBy(desc(cards.id))
    .limit(pageSize + 1);
  const list = page.slice(0, pageSize);
  return { cards: list, next: page.length > pageSize ? (list.at(-1)?.id ?? null) : null };
}

/** Returns the card with this id for a user who may see it, or null, also where there is none. */
export async function openCard(db: Db, userId: string, id: string) {
  if (!cardIdField.safeParse(id).success) return null;
  const wall = db
    .select({
      state: sql`string_agg(${signatures.id} || ${signatures.updatedAt}, ',' ORDER BY ${signatures.id})`,
    })
    .from(signatures)
    .where(eq(signatures.cardId, cards.id));
  const circle = db
    .select({ state: sql`count(*) || '-' || max(${cardMembers.joinedAt})` })
    .from(cardMembers)
    .where(eq(cardMembers.cardId, cards.id));
  const earlier = alias(cards, "earlier");
  const noEarlier = notExists(
    db
      .select({ id: earlier.id })
      .from(earlier)
      .where(and(eq(earlier.ownerId, userId), lt(earlier.id, cards.id))),
  );
  const [card] = await db
    .select({
      ...cardColumns,
      isOwner: sql<boolean>`${cards.ownerId} = ${userId}`,
      isFirst: sql<boolean>`${noEarlier}`,
      version: sql<string>`md5(concat_ws(' ', ${cards}::text, ${wall}, ${circle}))`,
    })
    .from(cards)
    .where(and(eq(cards.id, id), maySee(db, userId)));
  return card ?? null;
}

/** Changes what a card says and what it is for. Errors: NOT_FOUND where the user does not own it, CONFLICT where it is closed. */
export async function changeCard(
  { db, userId }: ActionContext,
  { cardId, ...changes }: ChangedCard,
): Promise<Result<null>> {
  const isOwn = isOwnCard(userId, cardId);
  const [changed] = await db
    .update(cards)
    .set(changes)
    .where(and(isOwn, isNull(cards.closedAt)))
    .returning({ id: cards.id });
  if (changed) return ok(null);
  return fail((await db.$count(cards, isOwn)) > 0 ? "CONFLICT" : "NOT_FOUND");
}

/** Closes a card for good: nobody can sign or join it anymore. Errors: NOT_FOUND where the user does not own it. */
export function closeCard({ db, userId, now }: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    const [closed] = await tx
      .update(cards)
      .set({ closedAt: sql`coalesce(${cards.closedAt}, ${now.toISOString()}::timestamptz)` })
      .where(isOwnCard(userId, cardId))
      .returning({ id: cards.id });
    if (!closed) return fail("NOT_FOUND");
    await tx.delete(cardLinks).where(eq(cardLinks.cardId, cardId));
    return ok(null);
  });
}

/** Deletes a card with everything in it. Errors: NOT_FOUND where the user does not own it. */
export async function deleteCard({ db, userId }: ActionContext, { cardId }: OneCard): Promise<Result<null>> {
  const [deleted] = await db.delete(cards).where(isOwnCard(userId, cardId)).returning({ id: cards.id });
  return deleted ? ok(null) : fail("NOT_FOUND");
}
