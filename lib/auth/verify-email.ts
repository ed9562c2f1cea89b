import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { errors } from "../contract/errors";
import { fail, ok, type Result } from "../contract/result";
import type { User } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { detachClaim } from "./email-claims";
import { verificationMail, verificationMailValues } from "./email-tokens";
import { ownPassword, stillHas } from "./own-password";
import { lockParties } from "./parties";
import { presentedMember } from "./presented";
import { hashSecret } from "./secrets";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

type Proof = { id: string; user_id: string; email: string };

const live = sql`t.token_hash = ${p("token")} AND t.expires_at > ${at("now")} AND (
  t.purpose = 'change-email' OR (t.purpose = 'verify-email' AND u.email = t.email)
)`;

const find = statement<Proof>(
  "find_email_proof",
  sql`SELECT t.id, t.user_id, t.email FROM verification_tokens t JOIN users u ON u.id = t.user_id WHERE ${live}`,
);

const consume = statement<Proof>(
  "consume_email_proof",
  sql`DELETE FROM verification_tokens t USING users u WHERE u.id = t.user_id AND ${live}
    RETURNING t.id, t.user_id, t.email`,
);

const give = statement<UserRow>(
  "give_proven_email",
  sql`WITH u AS (
      UPDATE users SET email = ${p("email")}, email_verified_at = ${at("now")}, updated_at = ${at("now")}
      WHERE id = ${p("userId")} RETURNING *
    ), pending AS (
      -- Links that went to the address before, or would move the account once more.
      DELETE FROM verification_tokens USING u WHERE user_id = u.id
    )
    SELECT ${userColumns} FROM u`,
);

/**
 * Verifies an address by the token from its mail, once: the one an account has, or the one it is to change to. An
 * unverified address is a claim, so the mail alone is not enough: the caller holds the account's session or gives its
 * password. Where somebody else merely claims the new address, that claim is detached.
 * Errors: TOKEN_INVALID, VALIDATION_FAILED (`fields.password` where the password is asked for), INVALID_CREDENTIALS,
 * EMAIL_ALREADY_IN_USE where the new address was verified by another user meanwhile.
 */
export async function verifyEmail(
  ctx: Ctx,
  input: { token: string; password?: string | undefined },
): Promise<Result<{ user: User }>> {
  const presentedToken = { token: hashSecret(input.token), now: ctx.clock().toISOString() };
  const [found] = await find(ctx.db, presentedToken);
  if (!found) return fail("TOKEN_INVALID");
  let known: string | null = null;
  if (input.password !== undefined) {
    known = await ownPassword(ctx, found.user_id, input.password);
    if (known === null)
      return fail("INVALID_CREDENTIALS", { fields: { password: "Not the password of this account" } });
  }
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { user_id: userId, email } = found;
    const { holder, others } = await lockParties(tx, { userId, email });
    const isTheirs = holder?.id === userId || (known !== null && (await stillHas(tx, userId, known)));
    if (!isTheirs)
      return fail("VALIDATION_FAILED", { fields: { password: "Enter the password of this account" } });
    if (others.some((user) => user.email === email && user.isVerified && user.id !== userId))
      return emailTaken;
    const [used] = await consume(db, presentedToken);
    if (!used) return fail("TOKEN_INVALID");
    await detachClaim(tx, email, userId);
    const [row] = await give(db, { userId, email, now: presentedToken.now });
    if (!row) return fail("TOKEN_INVALID");
    await writeAudit(tx, "user.email_verified", userId);
    return ok({ user: toUser(row) });
  });
}

const emailTaken = fail("EMAIL_ALREADY_IN_USE", { fields: { email: errors.EMAIL_ALREADY_IN_USE.message } });

const resend = statement<{ id: string }>(
  "resend_verification",
  sql`WITH u AS (
      SELECT id, email FROM users
      WHERE id = ${p("userId")} AND email IS NOT NULL AND email_verified_at IS NULL
      FOR NO KEY UPDATE
    ), ${verificationMail(sql`SELECT id, email FROM u`)}
    SELECT id FROM token`,
);

/**
 * Mails a new link to the unverified address of whoever is signed in; the link before it stops working. A verified
 * address gets nothing, and the answer is the same.
 * Errors: NO_SESSION and its kin, FULL_ACCOUNT_REQUIRED for a guest, who has no address.
 */
export async function resendVerification(ctx: Ctx): Promise<Result<{ sent: true }>> {
  const presented = await presentedMember(ctx);
  if (!presented.ok) return presented;
  const now = ctx.clock();
  await resend(ctx.db, {
    userId: presented.data.user.id,
    now: now.toISOString(),
    ...verificationMailValues(ctx, now),
  });
  return ok({ sent: true }, 202);
}
