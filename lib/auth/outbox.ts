import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { at } from "./audit";
import type { Ctx } from "./context";
import type { MailedPurpose } from "./email-tokens";
import { newId } from "./ids";
import { later } from "./sessions";

/** Tells somebody what has happened. Carries no secret. */
export type Notice = "password-changed" | "email-change-asked" | "passkey-added" | "passkey-removed";

/** A mail that carries a secret is named after what the secret is for. */
export type Mail = { id: string; recipient: string; created_at: string } & (
  | { kind: MailedPurpose; token_id: string }
  | { kind: Notice; token_id: null }
);

const p = sql.placeholder;

const queue = statement(
  "queue_notice",
  sql`INSERT INTO mail_outbox (id, kind, recipient, next_attempt_at, created_at)
    SELECT ${p("id")}, ${p("kind")}, email, ${at("now")}, ${at("now")} FROM users
    WHERE id = ${p("userId")} AND email_verified_at IS NOT NULL`,
);

/** Writes to the user's address, where it is known to be theirs, in the transaction that `ctx.db` is. */
export async function queueNotice(ctx: Ctx, kind: Notice, userId: string): Promise<void> {
  await queue(ctx.db, { id: newId("mail"), kind, userId, now: ctx.clock().toISOString() });
}

const take = statement<Mail>(
  "take_mail",
  sql`UPDATE mail_outbox SET attempts = attempts + 1,
      next_attempt_at = ${at("now")} + least(interval '1 minute' * power(2, least(attempts, 6)), interval '1 hour')
    WHERE id IN (
      SELECT id FROM mail_outbox WHERE sent_at IS NULL AND next_attempt_at <= ${at("now")}
        AND created_at > ${at("now")} - interval '3 days'
      ORDER BY next_attempt_at LIMIT 10 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, kind, recipient, token_id, created_at`,
);

const markSent = statement(
  "mark_mail_sent",
  sql`UPDATE mail_outbox SET sent_at = ${at("now")} WHERE id = ${p("id")}`,
);

/**
 * Hands every mail that is due to `send` and writes down what was sent. One that fails, or whose process dies, is due
 * again after a minute, then two, four … an hour at most: sent at least once. It is given up three days after it was written:
 * nobody waits for it any more.
 */
export async function deliverOutbox(
  db: Db,
  clock: () => Date,
  send: (mail: Mail) => Promise<void>,
): Promise<void> {
  for (;;) {
    const mails = await take(db, { now: later(clock(), 0) });
    if (mails.length === 0) return;
    await Promise.allSettled(
      mails.map(async (mail) => {
        await send(mail);
        await markSent(db, { id: mail.id, now: later(clock(), 0) });
      }),
    );
  }
}

const newest = statement<Mail>(
  "newest_mail",
  sql`SELECT id, kind, recipient, token_id, created_at FROM mail_outbox ORDER BY id DESC LIMIT 50`,
);

/** The fifty newest mails, sent or not. */
export function keptMail(db: Db): Promise<Mail[]> {
  return newest(db, {});
}
