import { type SQL, sql } from "drizzle-orm";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { hashSecret } from "./secrets";
import { later } from "./sessions";

const p = sql.placeholder;

/** How long what a mail carries works (seconds): an address may wait a day to be proven, a way in may not. */
const lifetimes = {
  "verify-email": 24 * 60 * 60,
  "change-email": 24 * 60 * 60,
  "reset-password": 15 * 60,
  "magic-link": 15 * 60,
} as const;

export type MailedPurpose = keyof typeof lifetimes;
type TokenColumn = "session_id" | "browser_hash" | "name" | "callback_url";

/**
 * Two parts of a statement: `token`, which replaces the one before of this purpose and user (or browser), and the mail that
 * carries it. `source` is a relation with the user's `id`, the `email` to write to, and the columns in `more`. Where
 * `email` is null there is a token of no use, and no mail.
 */
export function mailedToken(purpose: MailedPurpose, source: SQL, more: readonly TokenColumn[] = []): SQL {
  const kind = sql.raw(`'${purpose}'`);
  const columns = sql.raw(more.map((column) => `, ${column}`).join(""));
  const replaced = sql.raw(more.map((column) => `, ${column} = excluded.${column}`).join(""));
  return sql`token AS (
      INSERT INTO verification_tokens (id, purpose, token_hash, user_id, email, expires_at, created_at${columns})
      SELECT ${p("tokenId")}, ${kind}, ${p("mailTokenHash")}, source.id, source.email, ${at("tokenExpiresAt")}, ${at("now")}${columns}
      FROM (${source}) AS source
      ON CONFLICT (user_id, browser_hash, purpose) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
        email = excluded.email, expires_at = excluded.expires_at, created_at = excluded.created_at, attempts = 0${replaced}
      RETURNING id, email
    ), mail AS (
      INSERT INTO mail_outbox (id, kind, recipient, token_id, next_attempt_at, created_at)
      SELECT ${p("mailId")}, ${kind}, token.email, token.id, ${at("now")}, ${at("now")} FROM token
      WHERE token.email IS NOT NULL
    )`;
}

/** The values for `mailedToken`, `now` aside. */
export function mailedTokenValues(ctx: Ctx, now: Date, purpose: MailedPurpose) {
  const tokenId = newId("tok");
  return {
    tokenId,
    mailTokenHash: hashSecret(ctx.mailSecret(tokenId)),
    tokenExpiresAt: later(now, lifetimes[purpose]),
    mailId: newId("mail"),
  };
}

/** `mailedToken` for the address that `source` has not proven yet. */
export function verificationMail(source: SQL): SQL {
  return mailedToken("verify-email", source);
}

/** The values for `verificationMail`, `now` aside. */
export function verificationMailValues(ctx: Ctx, now: Date) {
  return mailedTokenValues(ctx, now, "verify-email");
}
