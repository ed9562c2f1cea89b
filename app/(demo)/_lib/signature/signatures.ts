import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cards, signatures } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { addSeconds } from "@/lib/auth/core/users";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";
import { maySee } from "../card/cards";
import { newId } from "../ids";
import type { ChangedSignature, NewSignature, OneSignature } from "../input";
import { quotaRefusal } from "../permissions";
import { rememberPen } from "../preferences/preferences";

/** Signatures that one card can hold. */
export const fullestCard = 500;

const day = 24 * 60 * 60;

/** `isOwn` is whether the user who looks at it wrote it. */
export type Signature = Awaited<ReturnType<typeof wallOf>>[number];

/**
 * Locks a card, so that it is not closed and nobody else signs it meanwhile. Returns why the user may not write on it, or null: NOT_FOUND for a
 * card that they may not see, CONFLICT for one that is closed.
 */
async function lockCard(db: Db, userId: string, cardId: string): Promise<Result<never> | null> {
  const [card] = await db
    .select({ closedAt: cards.closedAt })
    .from(cards)
    .where(and(eq(cards.id, cardId), maySee(db, userId)))
    .for("no key update");
  if (!card) return fail("NOT_FOUND");
  return card.closedAt && fail("CONFLICT");
}

/**
 * Adds a signature to a card. A user may sign a card more than once: families share a device, and a merge of two users keeps what both wrote.
 * Errors: NO_SESSION; NOT_FOUND for a card that the user may not see; CONFLICT for one that is closed; VALIDATION_FAILED for one that is full;
 * FULL_ACCOUNT_REQUIRED or FORBIDDEN where the user has signed as often in 24 hours as they may.
 */
export function signCard(
  ctx: ActionContext,
  { cardId, ...written }: NewSignature,
): Promise<Result<{ id: string }>> {
  return withUserLock(ctx, async ({ db, userId, now }, user) => {
    const recent = and(eq(signatures.userId, userId), gt(signatures.createdAt, addSeconds(now, -day)));
    const refusal =
      (await lockCard(db, userId, cardId)) ??
      quotaRefusal(user, "card.sign", await db.$count(signatures, recent));
    if (refusal) return refusal;
    if ((await db.$count(signatures, eq(signatures.cardId, cardId))) >= fullestCard)
      return fail("VALIDATION_FAILED", { fields: { message: "This card is full." } });
    const id = newId("sig");
    await db.insert(signatures).values({ ...written, id, cardId, userId, createdAt: now, updatedAt: now });
    await rememberPen(db, user, written);
    return ok({ id }, 201);
  });
}

/** Rewrites a user's own signature. Errors: NOT_FOUND for one that is not theirs, CONFLICT on a card that is closed. */
export function changeSignature(
  { db, userId, now }: ActionContext,
  { cardId, signatureId, ...written }: ChangedSignature,
): Promise<Result<{ id: string }>> {
  return inTransaction(db, async (tx) => {
    const refusal = await lockCard(tx, userId, cardId);
    if (refusal) return refusal;
    const own = and(
      eq(signatures.id, signatureId),
      eq(signatures.cardId, cardId),
      eq(signatures.userId, userId),
    );
    const [changed] = await tx
      .update(signatures)
      .set({ ...written, updatedAt: now })
      .where(own)
      .returning({ id: signatures.id });
    return changed ? ok(changed) : fail("NOT_FOUND");
  });
}

/**
 * Removes a signature: the user's own, or any on a card that they own, also from a closed card. Errors: NOT_FOUND for one that they may not
 * remove.
 */
export function removeSignature(
  { db, userId }: ActionContext,
  { cardId, signatureId }: OneSignature,
): Promise<Result<null>> {
  return inTransaction(db, async (tx) => {
    const [card] = await tx
      .select({ ownerId: cards.ownerId })
      .from(cards)
      .where(and(eq(cards.id, cardId), maySee(tx, userId)))
      .for("key share");
    if (!card) return fail("NOT_FOUND");
    const removable = card.ownerId === userId ? undefined : eq(signatures.userId, userId);
    const [removed] = await tx
      .delete(signatures)
      .where(and(eq(signatures.id, signatureId), eq(signatures.cardId, cardId), removable))
      .returning({ id: signatures.id });
    return removed ? ok(null) : fail("NOT_FOUND");
  });
}

/** Returns a card's signatures, oldest first, for a user who may see the card, or its recipient (null). */
export function wallOf(db: Db, cardId: string, userId: string | null) {
  return db.query.signatures.findMany({
    columns: { id: true, name: true, message: true, ink: true, sticker: true, drawing: true },
    extras: { isOwn: sql<boolean>`${signatures.userId} = ${userId ?? ""}`.as("is_own") },
    where: eq(signatures.cardId, cardId),
    orderBy: asc(signatures.id),
    limit: fullestCard,
  });
}
