import { type SQL, sql } from "drizzle-orm";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { hashSecret } from "./secrets";
import { later } from "./sessions";

const p = sql.placeholder;

/** How long the link in a verification mail works (seconds). */
const verificationLifetime = 24 * 60 * 60;

/**
 * Two parts of a statement: the token that proves an address, replacing the one before, and the mail that carries
 * it. `source` is a relation with the user's `id` and `email`.
 */
export function verificationMail(source: SQL): SQL {
  return sql`token AS (
      INSERT INTO verification_tokens (id, purpose, token_hash, user_id, email, expires_at, created_at)
      SELECT ${p("tokenId")}, 'verify-email', ${p("mailTokenHash")}, source.id, source.email, ${at("tokenExpiresAt")}, ${at("now")}
      FROM (${source}) AS source
      ON CONFLICT (user_id, purpose) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
        email = excluded.email, expires_at = excluded.expires_at, created_at = excluded.created_at
      RETURNING id, email
    ), mail AS (
      INSERT INTO mail_outbox (id, kind, recipient, token_id, next_attempt_at, created_at)
      SELECT ${p("mailId")}, 'verify-email', token.email, token.id, ${at("now")}, ${at("now")} FROM token
    )`;
}

/** The values for `verificationMail`, `now` aside. */
export function verificationMailValues(ctx: Ctx, now: Date) {
  const tokenId = newId("tok");
  return {
    tokenId,
    mailTokenHash: hashSecret(ctx.mailSecret(tokenId)),
    tokenExpiresAt: later(now, verificationLifetime),
    mailId: newId("mail"),
  };
}
