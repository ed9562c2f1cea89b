import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";

const p = sql.placeholder;

const detach = statement(
  "detach_claim",
  sql`WITH detached AS (
      UPDATE users SET email = NULL, role = 'user', updated_at = ${at("now")},
        is_anonymous = NOT EXISTS (SELECT FROM accounts WHERE user_id = users.id)
          AND NOT EXISTS (SELECT FROM passkeys WHERE user_id = users.id)
      WHERE email = ${p("email")} AND email_verified_at IS NULL AND id <> ${p("prover")}
      RETURNING id, is_anonymous
    ), password AS (
      DELETE FROM passwords USING detached WHERE user_id = detached.id
    ), tokens AS (
      DELETE FROM verification_tokens USING detached WHERE user_id = detached.id
    ), other_sessions AS (
      -- A session slides with its use, so the last to expire is the last that was used, but for one near its ninety days.
      DELETE FROM sessions USING detached WHERE user_id = detached.id
        AND sessions.id <> (SELECT id FROM sessions WHERE user_id = detached.id ORDER BY expires_at DESC, id DESC LIMIT 1)
    )
    INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
    SELECT ${p("auditId")}, 'user.email_detached', detached.id, ${p("prover")},
      jsonb_build_object('isGuestAgain', detached.is_anonymous), ${at("now")} FROM detached`,
);

/**
 * For whoever has just proven a mailbox, before they get its address. Where another user than `prover` merely claims
 * `email` (holds it unverified), that claim is detached: the claimant loses the address, the password, what was pending and every
 * session but the one used last, keeps all data, and is a guest again where neither a social account nor a passkey is left as a way in. A verified
 * address is nobody's claim and stays where it is.
 *
 * `email` is canonical; `prover` is the id of the user who gets it, who exists already, or will. Runs in the transaction that
 * `ctx.db` is, after `lockParties(ctx, { email })`, so that the claimant gets no way in meanwhile.
 */
export async function detachClaim(ctx: Ctx, email: string, prover: string): Promise<void> {
  await detach(ctx.db, { email, prover, auditId: newId("aud"), now: ctx.clock().toISOString() });
}
