import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import type { PasskeyAnswer, PasskeyRequest } from "../contract/passkeys";
import { fail, ok, type Result } from "../contract/result";
import type { Arrival } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { lockParties } from "./parties";
import { issueChallenge, promptLifetime, spendChallenge } from "./passkey-challenges";
import { passkeyAnswerIn } from "./passkey-proofs";
import { enter } from "./session-switch";

const p = sql.placeholder;

/** What a browser asks a passkey with: the same for everybody, since it names no account. Errors: METHOD_DISABLED. */
export async function startPasskeySignIn(ctx: Ctx): Promise<Result<PasskeyRequest>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  return ok({
    challenge: await issueChallenge(ctx, "passkey-sign-in"),
    rpId: ctx.relyingParty.id,
    allowCredentials: [],
    userVerification: "preferred",
    timeout: promptLifetime * 1000,
  });
}

const find = statement<{ user_id: string; public_key: string; backup_eligible: boolean }>(
  "find_passkey",
  sql`SELECT user_id, public_key, backup_eligible FROM passkeys WHERE credential_id = ${p("credentialId")}`,
);

const use = statement<{ id: string; counted: boolean }>(
  "use_passkey",
  sql`WITH present AS (
      SELECT id FROM passkeys WHERE credential_id = ${p("credentialId")} AND user_id = ${p("userId")} FOR UPDATE
    ), counted AS (
      UPDATE passkeys k SET sign_count = ${p("signCount")}, backed_up = ${p("backedUp")}, last_used_at = ${at("now")}
      FROM present WHERE k.id = present.id
        AND (k.sign_count < ${p("signCount")}::bigint OR (k.sign_count = 0 AND ${p("signCount")}::bigint = 0))
      RETURNING k.id
    )
    SELECT id, EXISTS (SELECT FROM counted) AS counted FROM present`,
);

/**
 * Signs in to the account of the passkey that answered what `startPasskeySignIn` gave this browser, with a new session; all
 * else is as in `signIn`. One that has signed less often than is known here may be a copy: it is refused, and an event says so
 * (WebAuthn Level 3, 7.2 leaves that to us).
 * Errors: METHOD_DISABLED, INVALID_CREDENTIALS (the same for an unknown passkey and a wrong answer), TOKEN_INVALID where it was
 * not asked for by this browser, or too long ago.
 */
export async function signInByPasskey(
  ctx: Ctx,
  { credential }: { credential: PasskeyAnswer },
): Promise<Result<Arrival>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const [found] = await find(ctx.db, { credentialId: credential.id });
  if (!found) return notKnown;
  const { user_id: userId, public_key: publicKey, backup_eligible: backupEligible } = found;
  const answer = await passkeyAnswerIn(ctx, credential, { userId, publicKey, backupEligible });
  if (answer === null) return notKnown;
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    await lockParties(tx, { userId });
    const { challenge, ...signed } = answer;
    if (!(await spendChallenge(tx, "passkey-sign-in", challenge))) return fail("TOKEN_INVALID");
    const now = ctx.clock().toISOString();
    const [present] = await use(db, { credentialId: credential.id, userId, ...signed, now });
    if (!present) return notKnown;
    if (present.counted) return ok(await enter(tx, userId, "passkey"));
    await writeAudit(tx, "passkey.refused", userId, { passkeyId: present.id, reason: "counter" });
    return notKnown;
  });
}

const notKnown = fail("INVALID_CREDENTIALS", { fields: { credential: "Not a passkey of an account here" } });
