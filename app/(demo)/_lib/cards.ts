import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { newId } from "@/lib/auth/ids";
import { fail, ok, type Result } from "@/lib/contract/result";
import { database } from "@/lib/server/db";
import { cardId, type NewCard, type NewSignature } from "./card-input";
import type { Occasion } from "./occasions";

/** Whoever writes something here has a user id: a visitor becomes a guest first. */
export type Author = { db: Db; userId: string; now: Date };

export type Card = { id: string; occasion: Occasion; recipient: string; title: string };
export type Signature = { id: string; name: string; message: string };

const p = sql.placeholder;

const insertCard = statement<{ id: string }>(
  "start_card",
  sql`INSERT INTO cards (id, owner_id, occasion, recipient, title, created_at)
    SELECT ${p("id")}, u.id, ${p("occasion")}, ${p("recipient")}, ${p("title")}, ${p("now")}::timestamptz
    FROM users u WHERE u.id = ${p("ownerId")} FOR KEY SHARE
    RETURNING id`,
);

/** Starts a card. It belongs to its author. Errors: NO_SESSION where the author is being deleted. */
export async function startCard(author: Author, card: NewCard): Promise<Result<{ id: string }>> {
  const values = { ...card, id: newId("crd"), ownerId: author.userId, now: author.now.toISOString() };
  const [started] = await insertCard(author.db, values);
  return started ? ok(started, 201) : fail("NO_SESSION");
}

const insertSignature = statement<{ id: string }>(
  "sign_card",
  sql`INSERT INTO signatures (id, card_id, user_id, name, message, created_at)
    SELECT ${p("id")}, c.id, u.id, ${p("name")}, ${p("message")}, ${p("now")}::timestamptz
    FROM cards c, users u WHERE c.id = ${p("cardId")} AND u.id = ${p("userId")} FOR KEY SHARE
    RETURNING id`,
);

/**
 * Adds a signature to a card's wall. A user may sign a card again: families share a device, and a merge of two users
 * keeps what both of them wrote. Errors: NOT_FOUND.
 */
export async function signCard(author: Author, signature: NewSignature): Promise<Result<{ id: string }>> {
  const [signed] = await insertSignature(author.db, {
    ...signature,
    id: newId("sig"),
    userId: author.userId,
    now: author.now.toISOString(),
  });
  return signed ? ok(signed, 201) : fail("NOT_FOUND");
}

const selectCards = statement<Card & { signatures: number }>(
  "cards_of",
  sql`SELECT id, occasion, recipient, title,
      (SELECT count(*)::int FROM signatures WHERE card_id = cards.id) AS signatures
    FROM cards WHERE owner_id = ${p("ownerId")} ORDER BY id DESC`,
);

/** A user's cards with the number of their signatures, newest first. */
export async function cardsOf(ownerId: string) {
  return selectCards(await database(), { ownerId });
}

const selectCard = statement<Card>(
  "find_card",
  sql`SELECT id, occasion, recipient, title FROM cards WHERE id = ${p("id")}`,
);

/** The card with this id, or null. */
export async function findCard(id: string): Promise<Card | null> {
  if (!cardId.test(id)) return null;
  const [card] = await selectCard(await database(), { id });
  return card ?? null;
}

const selectWall = statement<Signature>(
  "wall_of",
  sql`SELECT id, name, message FROM signatures WHERE card_id = ${p("cardId")} ORDER BY id`,
);

/** A card's wall, oldest first. */
export async function wallOf(cardId: string) {
  return selectWall(await database(), { cardId });
}
