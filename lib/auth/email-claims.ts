import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";

const p = sql.placeholder;

/**
 * Parts of a statement for whoever has just proven a mailbox, to go before the part that gives them its address.
 * Where another user merely claims the address (holds it unverified), that claim is detached: the claimant loses the
 * address, the password, what was pending and every session but the one used last, keeps all data, and is a guest
 * again where no social account is left as a way in. A verified address is nobody's claim and stays where it is.
 *
 * `email` and `prover` are expressions: the canonical address, and the id of the user who gets it (who exists already, or will).
 * The statement's values are `detachedValues()` and `now`. The part `detached` has the claimant's `id`, or no row. A part of the
 * same statement that sets the address has to wait for it: `AND (SELECT count(*) FROM detached) >= 0`.
 * The users concerned are locked before, in the order of their ids, by an earlier statement of the transaction: see `lockParties`.
 */
export function detachedClaim(email: SQL, prover: SQL): SQL {
  return sql`detached AS (
      UPDATE users SET email = NULL, role = 'user', updated_at = ${at("now")},
        is_anonymous = NOT EXISTS (SELECT FROM accounts WHERE user_id = users.id)
      WHERE email = ${email} AND email_verified_at IS NULL AND id <> ${prover}
      RETURNING id
    ), detached_password AS (
      DELETE FROM passwords USING detached WHERE user_id = detached.id
    ), detached_tokens AS (
      DELETE FROM verification_tokens USING detached WHERE user_id = detached.id
    ), detached_sessions AS (
      -- A session slides with its use, so the last to expire is the last that was used.
      DELETE FROM sessions USING detached WHERE user_id = detached.id
        AND sessions.id <> (SELECT id FROM sessions WHERE user_id = detached.id ORDER BY expires_at DESC, id DESC LIMIT 1)
    ), detached_audit AS (
      INSERT INTO audit_events (id, type, user_id, actor, created_at)
      SELECT ${p("detachedAuditId")}, 'user.email_detached', detached.id, ${prover}, ${at("now")} FROM detached
    )`;
}

/** The values for `detachedClaim`, `now` aside. */
export function detachedValues() {
  return { detachedAuditId: newId("aud") };
}

const detach = statement<{ id: string }>(
  "detach_claim",
  sql`WITH ${detachedClaim(sql`${p("email")}::text`, sql`${p("prover")}::text`)} SELECT id FROM detached`,
);

/** Detaches whoever else merely claims `email`, which `prover` has proven, in the transaction that `ctx.db` is. */
export async function detachClaim(ctx: Ctx, email: string, prover: string): Promise<void> {
  await detach(ctx.db, { email, prover, now: ctx.clock().toISOString(), ...detachedValues() });
}
