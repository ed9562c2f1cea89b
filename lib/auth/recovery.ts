import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { Arrival, RecoveryCode } from "../contract/wire";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { lockParties } from "./parties";
import { presentedUser } from "./presented";
import { canonicalCode, newRecoveryCode } from "./recovery-code";
import { hashSecret } from "./secrets";
import { enter } from "./session-switch";
import { later } from "./sessions";

/** How long a guest may leave a code in a drawer (seconds). */
const lifetime = 365 * 24 * 60 * 60;

const p = sql.placeholder;

const replace = statement<{ id: string }>(
  "replace_recovery_code",
  sql`WITH u AS (SELECT id FROM users WHERE id = ${p("userId")} AND is_anonymous FOR NO KEY UPDATE)
    INSERT INTO verification_tokens (id, purpose, token_hash, user_id, expires_at, created_at)
    SELECT ${p("id")}, 'recovery', ${p("codeHash")}, u.id, ${at("expiresAt")}, ${at("now")} FROM u
    ON CONFLICT (user_id, browser_hash, purpose) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
      expires_at = excluded.expires_at, created_at = excluded.created_at
    RETURNING id`,
);

/**
 * A guest's own way back, shown once: whoever has the code can open this guest, on another device or here after the session
 * ended. It replaces the one before. Errors: those of `presentedUser`, USER_NOT_ANONYMOUS.
 */
export async function createRecoveryCode(ctx: Ctx): Promise<Result<RecoveryCode>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const code = newRecoveryCode();
  const now = ctx.clock();
  const expiresAt = later(now, lifetime);
  const [kept] = await replace(ctx.db, {
    id: newId("tok"),
    userId: presented.data.user.id,
    codeHash: hashSecret(canonicalCode(code)),
    expiresAt,
    now: now.toISOString(),
  });
  return kept ? ok({ code, expiresAt }, 201) : fail("USER_NOT_ANONYMOUS");
}

const find = statement<{ user_id: string }>(
  "find_recovery_code",
  sql`SELECT user_id FROM verification_tokens
    WHERE token_hash = ${p("codeHash")} AND purpose = 'recovery' AND expires_at > ${at("now")}`,
);

const consume = statement<{ id: string }>(
  "consume_recovery_code",
  sql`WITH used AS (
      DELETE FROM verification_tokens
      WHERE token_hash = ${p("codeHash")} AND purpose = 'recovery' AND expires_at > ${at("now")} RETURNING user_id
    )
    UPDATE users SET last_active_at = ${at("now")} FROM used WHERE id = used.user_id AND is_anonymous RETURNING id`,
);

/**
 * Opens the guest of this code in a new session, once. The guest's other devices stay signed in. A guest whom this browser held
 * before is remembered, as at a sign-in: its work can be brought along.
 * Errors: TOKEN_INVALID, also where the guest has an account by now, or is gone.
 */
export async function recover(ctx: Ctx, input: { code: string }): Promise<Result<Arrival>> {
  const presentedCode = { codeHash: hashSecret(canonicalCode(input.code)), now: ctx.clock().toISOString() };
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const [found] = await find(db, presentedCode);
    if (!found) return fail("TOKEN_INVALID");
    await lockParties(tx, { userId: found.user_id });
    const [used] = await consume(db, presentedCode);
    return used ? ok(await enter(tx, used.id, "recovery")) : fail("TOKEN_INVALID");
  });
}
