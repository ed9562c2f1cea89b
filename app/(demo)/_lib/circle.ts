import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "@/lib/auth/audit";
import { hashSecret } from "@/lib/auth/secrets";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/product-action";
import { linkSecret } from "./card-link";
import { newId } from "./ids";
import type { Occasion } from "./occasions";

/** All that a link tells before somebody comes in by it. */
export type Invitation = { id: string; occasion: Occasion; title: string };

/** Somebody who came by the link, by the name of their newest signature on the card. */
export type Member = { userId: string; name: string | null; joinedAt: string };

const p = sql.placeholder;

const findInvitation = statement<Invitation>(
  "find_card_link",
  sql`SELECT c.id, c.occasion, c.title FROM card_links l JOIN cards c ON c.id = l.card_id
    WHERE l.token_hash = ${p("tokenHash")}`,
);

/** The card that this link leads to, or null. Opening a link changes nothing: a mail scanner does that, too. */
export async function invitationOf(db: Db, link: string): Promise<Invitation | null> {
  const [invitation] = await findInvitation(db, { tokenHash: hashSecret(link) });
  return invitation ?? null;
}

const join = statement<{ id: string | null; has_user: boolean }>(
  "join_circle",
  sql`WITH author AS (SELECT id FROM users WHERE id = ${p("userId")} FOR KEY SHARE),
    card AS (
      SELECT c.id, c.owner_id FROM card_links l JOIN cards c ON c.id = l.card_id
      WHERE l.token_hash = ${p("tokenHash")} FOR SHARE OF l FOR KEY SHARE OF c
    ), joined AS (
      INSERT INTO card_members (card_id, user_id, joined_at)
      SELECT card.id, author.id, ${at("now")} FROM card, author WHERE card.owner_id <> author.id
      ON CONFLICT DO NOTHING
    )
    SELECT card.id, EXISTS (SELECT FROM author) AS has_user FROM (SELECT) AS one LEFT JOIN card ON true`,
);

/**
 * Comes into a card's circle by its link, as a guest too. Whoever is in it stays.
 * Errors: TOKEN_INVALID for a link that was closed or renewed, NO_SESSION where the user is being deleted.
 */
export async function joinCircle(
  { db, userId, now }: UserCtx,
  { link }: { link: string },
): Promise<Result<{ id: string }>> {
  const [row] = await join(db, { userId, tokenHash: hashSecret(link), now: now.toISOString() });
  if (!row?.has_user) return fail("NO_SESSION");
  return row.id === null ? fail("TOKEN_INVALID") : ok({ id: row.id });
}

const selectCircle = statement<Member>(
  "circle_of",
  sql`SELECT m.user_id AS "userId", m.joined_at AS "joinedAt", (
      SELECT name FROM signatures WHERE card_id = m.card_id AND user_id = m.user_id ORDER BY id DESC LIMIT 1
    ) AS name
    FROM card_members m JOIN cards c ON c.id = m.card_id AND c.owner_id <> m.user_id
    WHERE m.card_id = ${p("cardId")} ORDER BY m.joined_at, m.user_id`,
);

/** Who came by the card's link, in the order they came. */
export function circleOf(db: Db, cardId: string) {
  return selectCircle(db, { cardId });
}

const selectLink = statement<{ id: string }>(
  "card_link",
  sql`SELECT id FROM card_links WHERE card_id = ${p("cardId")}`,
);

/** The id of the card's link, or null where it is closed. For the card's owner alone. */
export async function linkOf(db: Db, cardId: string): Promise<string | null> {
  const [link] = await selectLink(db, { cardId });
  return link?.id ?? null;
}

const own = sql`c AS (
    SELECT id FROM cards WHERE id = ${p("cardId")} AND owner_id = ${p("userId")} AND closed_at IS NULL FOR SHARE
  )`;

const renew = statement<{ id: string }>(
  "renew_card_link",
  sql`WITH ${own}
    INSERT INTO card_links (card_id, id, token_hash, created_at)
    SELECT c.id, ${p("linkId")}, ${p("linkHash")}, ${at("now")} FROM c
    ON CONFLICT (card_id) DO UPDATE
    SET id = excluded.id, token_hash = excluded.token_hash, created_at = excluded.created_at
    RETURNING card_id AS id`,
);

/** A new link; the one before lets nobody in any more. Errors: NOT_FOUND for a card that is not theirs, or closed. */
export async function renewLink(
  { db, userId, now }: UserCtx,
  input: { cardId: string },
): Promise<Result<null>> {
  const linkId = newId("lnk");
  const linkHash = hashSecret(linkSecret(linkId));
  const [renewed] = await renew(db, { ...input, userId, linkId, linkHash, now: now.toISOString() });
  return renewed ? ok(null) : fail("NOT_FOUND");
}

const close = statement<{ id: string }>(
  "close_card_link",
  sql`WITH ${own}, gone AS (DELETE FROM card_links WHERE card_id = (SELECT id FROM c)) SELECT id FROM c`,
);

/** Nobody comes in by the link any more; whoever is in stays. Errors: as for `renewLink`. */
export async function closeLink({ db, userId }: UserCtx, input: { cardId: string }): Promise<Result<null>> {
  const [closed] = await close(db, { ...input, userId });
  return closed ? ok(null) : fail("NOT_FOUND");
}

const remove = statement<{ user_id: string }>(
  "remove_from_circle",
  sql`WITH ${own}, gone AS (
      DELETE FROM card_members WHERE card_id = (SELECT id FROM c) AND user_id = ${p("memberId")} RETURNING user_id
    ), link AS (DELETE FROM card_links WHERE card_id = (SELECT id FROM c) AND EXISTS (SELECT FROM gone))
    SELECT user_id FROM gone`,
);

/**
 * Puts somebody out, and closes the link, by which they would come in again. What they wrote stays.
 * Errors: NOT_FOUND for a card that is not theirs, or somebody who is not in.
 */
export async function removeFromCircle(
  { db, userId }: UserCtx,
  input: { cardId: string; memberId: string },
): Promise<Result<null>> {
  const [removed] = await remove(db, { ...input, userId });
  return removed ? ok(null) : fail("NOT_FOUND");
}
