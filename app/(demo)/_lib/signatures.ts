import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "@/lib/auth/audit";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/action";
import type { ChangedSignature, NewSignature } from "./card-input";
import { isLetIn } from "./cards";
import { newId } from "./ids";
import { oneByOne } from "./one-by-one";
import type { Ink, Sticker } from "./pen";
import { guestQuota } from "./permissions";

/** `isOwn` says that whoever looks wrote it. */
export type Signature = {
  id: string;
  name: string;
  message: string;
  ink: Ink;
  sticker: Sticker | null;
  drawing: string | null;
  isOwn: boolean;
};

type Written = { id: string | null; is_open: boolean };

const p = sql.placeholder;

// The card is held against being closed meanwhile.
const letIn = sql`card AS (
    SELECT c.id, c.closed_at IS NULL AS is_open FROM cards c WHERE c.id = ${p("cardId")} AND ${isLetIn} FOR SHARE OF c
  )`;

const insertSignature = statement<Written>(
  "sign_card",
  sql`WITH ${letIn}, signed AS (
      INSERT INTO signatures (id, card_id, user_id, name, message, ink, sticker, drawing, created_at, updated_at)
      SELECT ${p("id")}, card.id, author.id, ${p("name")}, ${p("message")}, ${p("ink")}, ${p("sticker")}, ${p("drawing")},
        ${at("now")}, ${at("now")}
      FROM card, users author WHERE author.id = ${p("userId")} AND card.is_open AND (NOT author.is_anonymous OR (
        SELECT count(*) FROM signatures
        WHERE user_id = author.id AND created_at > ${at("now")} - interval '24 hours'
      ) < ${p("guestLimit")}::int)
      RETURNING id
    ), pen AS (
      -- The first signature says how somebody likes to sign.
      UPDATE users SET metadata = jsonb_build_object('penName', ${p("name")}::text, 'ink', ${p("ink")}::text) || metadata
      WHERE id = ${p("userId")} AND EXISTS (SELECT FROM signed) AND NOT metadata ? 'penName'
    )
    SELECT signed.id, card.is_open FROM card LEFT JOIN signed ON true`,
);

/**
 * Adds a signature to a card's wall. A user may sign a card again: families share a device, and a merge of two users
 * keeps what both of them wrote. Errors: NO_SESSION where the author is being deleted, NOT_FOUND for whoever is not let
 * in, CONFLICT for a card that is closed, FULL_ACCOUNT_REQUIRED for a guest who signed as often in a day as a guest may.
 */
export function signCard(ctx: UserCtx, signature: NewSignature): Promise<Result<{ id: string }>> {
  return oneByOne(ctx, async ({ db, userId, now }) => {
    const [row] = await insertSignature(db, {
      ...signature,
      id: newId("sig"),
      userId,
      guestLimit: guestQuota("card.sign"),
      now: now.toISOString(),
    });
    if (row?.id) return ok({ id: row.id }, 201);
    if (!row) return fail("NOT_FOUND");
    return fail(row.is_open ? "FULL_ACCOUNT_REQUIRED" : "CONFLICT");
  });
}

const updateSignature = statement<Written>(
  "change_signature",
  sql`WITH ${letIn}, changed AS (
      UPDATE signatures SET name = ${p("name")}, message = ${p("message")}, ink = ${p("ink")},
        sticker = ${p("sticker")}, drawing = ${p("drawing")}, updated_at = ${at("now")}
      FROM card WHERE signatures.id = ${p("signatureId")} AND card_id = card.id AND user_id = ${p("userId")}
        AND card.is_open
      RETURNING signatures.id
    )
    SELECT changed.id, card.is_open FROM card LEFT JOIN changed ON true`,
);

/** Writes one's own signature anew. Errors: NOT_FOUND for one that is not theirs, CONFLICT on a card that is closed. */
export async function changeSignature(
  { db, userId, now }: UserCtx,
  signature: ChangedSignature,
): Promise<Result<null>> {
  const [row] = await updateSignature(db, { ...signature, userId, now: now.toISOString() });
  if (row?.id) return ok(null);
  return fail(row?.is_open === false ? "CONFLICT" : "NOT_FOUND");
}

const deleteSignature = statement<{ id: string }>(
  "remove_signature",
  sql`DELETE FROM signatures s USING cards c
    WHERE s.id = ${p("signatureId")} AND c.id = ${p("cardId")} AND s.card_id = c.id AND ${isLetIn}
      AND ${p("userId")} IN (s.user_id, c.owner_id)
    RETURNING s.id`,
);

/**
 * Takes a signature off the wall: one's own, or any on one's own card; off a closed one, too.
 * Errors: NOT_FOUND for one that is not theirs to take.
 */
export async function removeSignature(
  { db, userId }: UserCtx,
  input: { cardId: string; signatureId: string },
): Promise<Result<null>> {
  const [removed] = await deleteSignature(db, { ...input, userId });
  return removed ? ok(null) : fail("NOT_FOUND");
}

const selectWall = statement<Signature>(
  "wall_of",
  sql`SELECT id, name, message, ink, sticker, drawing, user_id = ${p("userId")} AS "isOwn"
    FROM signatures WHERE card_id = ${p("cardId")} ORDER BY id`,
);

/** A card's wall, oldest first, for a user who has been let in. */
export function wallOf(db: Db, cardId: string, userId: string) {
  return selectWall(db, { cardId, userId });
}
