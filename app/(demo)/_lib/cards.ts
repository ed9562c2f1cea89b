import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "@/lib/auth/audit";
import { hashSecret } from "@/lib/auth/secrets";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/action";
import { cardId, type NewCard } from "./card-input";
import { linkSecret } from "./card-link";
import { newId } from "./ids";
import type { Occasion } from "./occasions";
import { oneByOne } from "./one-by-one";
import { guestQuota } from "./permissions";

/** `day` is the day it is for, `closedAt` when the last signature was let in: both ISO 8601, or null. */
export type Card = {
  id: string;
  occasion: Occasion;
  recipient: string;
  title: string;
  day: string | null;
  closedAt: string | null;
};

/** A card as somebody in its circle sees it. `version` is another one whenever the page would show something else. */
export type OpenCard = Card & { isOwner: boolean; version: string; isFirst: boolean };

const p = sql.placeholder;

/** The user `userId` is let in to the card `c`: it is theirs, or they came by its link. */
export const isLetIn = sql`(c.owner_id = ${p("userId")} OR EXISTS (
    SELECT FROM card_members m WHERE m.card_id = c.id AND m.user_id = ${p("userId")}
  ))`;

const insertCard = statement<{ id: string }>(
  "start_card",
  sql`WITH card AS (
      INSERT INTO cards (id, owner_id, occasion, recipient, title, day, created_at)
      SELECT ${p("id")}, u.id, ${p("occasion")}, ${p("recipient")}, ${p("title")}, ${p("day")}::date, ${at("now")}
      FROM users u WHERE u.id = ${p("userId")} AND (
        NOT u.is_anonymous OR (SELECT count(*) FROM cards WHERE owner_id = u.id) < ${p("guestLimit")}::int
      )
      RETURNING id
    ), link AS (
      INSERT INTO card_links (card_id, id, token_hash, created_at)
      SELECT card.id, ${p("linkId")}, ${p("linkHash")}, ${at("now")} FROM card
    )
    SELECT id FROM card`,
);

/**
 * Starts a card, with a link to send around. It belongs to its author. Errors: NO_SESSION where the author is being
 * deleted, FULL_ACCOUNT_REQUIRED where a guest has as many as a guest may.
 */
export function startCard(ctx: UserCtx, card: NewCard): Promise<Result<{ id: string }>> {
  return oneByOne(ctx, async ({ db, userId, now }) => {
    const linkId = newId("lnk");
    const [started] = await insertCard(db, {
      ...card,
      id: newId("crd"),
      userId,
      linkId,
      linkHash: hashSecret(linkSecret(linkId)),
      guestLimit: guestQuota("card.create"),
      now: now.toISOString(),
    });
    return started ? ok(started, 201) : fail("FULL_ACCOUNT_REQUIRED");
  });
}

const cardColumns = sql.raw(
  `c.id, c.occasion, c.recipient, c.title, c.day::text AS day, c.closed_at AS "closedAt"`,
);

const selectCards = statement<Card & { signatures: number; isOwner: boolean }>(
  "cards_of",
  sql`SELECT ${cardColumns}, c.owner_id = ${p("userId")} AS "isOwner",
      (SELECT count(*)::int FROM signatures WHERE card_id = c.id) AS signatures
    FROM cards c WHERE c.owner_id = ${p("userId")}
      OR c.id IN (SELECT card_id FROM card_members WHERE user_id = ${p("userId")})
    ORDER BY c.id DESC`,
);

/** The cards that somebody may see, with the number of their signatures, newest first. */
export function cardsOf(db: Db, userId: string) {
  return selectCards(db, { userId });
}

const selectCard = statement<OpenCard>(
  "open_card",
  sql`SELECT ${cardColumns}, c.owner_id = ${p("userId")} AS "isOwner",
      NOT EXISTS (SELECT FROM cards o WHERE o.owner_id = ${p("userId")} AND o.id < c.id) AS "isFirst",
      concat_ws('-', (
        SELECT md5(string_agg(id || updated_at, ',' ORDER BY id)) FROM signatures WHERE card_id = c.id
      ), extract(epoch FROM c.closed_at), (
        SELECT count(*) || '-' || extract(epoch FROM max(joined_at)) FROM card_members WHERE card_id = c.id
      )) AS version
    FROM cards c
    WHERE c.id = ${p("id")} AND ${isLetIn}`,
);

/** The card with this id for somebody who is let in to it, or null: it makes no difference whether there is one. */
export async function openCard(db: Db, userId: string, id: string): Promise<OpenCard | null> {
  if (!cardId.test(id)) return null;
  const [card] = await selectCard(db, { id, userId });
  return card ?? null;
}

const close = statement<{ id: string }>(
  "close_card",
  sql`WITH c AS (
      UPDATE cards SET closed_at = coalesce(closed_at, ${at("now")})
      WHERE id = ${p("cardId")} AND owner_id = ${p("userId")} RETURNING id
    ), link AS (DELETE FROM card_links WHERE card_id = (SELECT id FROM c))
    SELECT id FROM c`,
);

/** From now on nobody signs this card or comes into its circle, for good. Errors: NOT_FOUND for whoever does not own it. */
export async function closeCard(
  { db, userId, now }: UserCtx,
  input: { cardId: string },
): Promise<Result<null>> {
  const [closed] = await close(db, { ...input, userId, now: now.toISOString() });
  return closed ? ok(null) : fail("NOT_FOUND");
}
