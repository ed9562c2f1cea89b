import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { User } from "../contract/wire";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { verificationMail, verificationMailValues } from "./email-tokens";
import { newId } from "./ids";
import { verifyPassword } from "./passwords";
import { hashSecret } from "./secrets";
import { readSession, refusal } from "./sessions";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

const findClaim = statement<{ hash: string }>(
  "find_claim_password",
  sql`SELECT p.hash FROM verification_tokens t JOIN passwords p ON p.user_id = t.user_id
    WHERE t.token_hash = ${p("token")} AND t.purpose = 'verify-email' AND t.expires_at > ${at("now")}`,
);

const consume = statement<UserRow & { token_id: string | null }>(
  "verify_email",
  sql`WITH token AS (
      SELECT t.id, t.user_id, t.email FROM verification_tokens t JOIN users u ON u.id = t.user_id
      WHERE t.token_hash = ${p("token")} AND t.purpose = 'verify-email' AND t.expires_at > ${at("now")} AND u.email = t.email
      FOR NO KEY UPDATE OF u
    ), proven AS (
      SELECT token.* FROM token
      WHERE EXISTS (
        SELECT FROM sessions s
        WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")} AND s.user_id = token.user_id
      ) OR EXISTS (SELECT FROM passwords p WHERE p.user_id = token.user_id AND p.hash = ${p("passwordHash")})
    ), used AS (
      DELETE FROM verification_tokens t USING proven WHERE t.id = proven.id RETURNING proven.user_id, proven.email
    ), u AS (
      UPDATE users SET email_verified_at = coalesce(email_verified_at, ${at("now")}), updated_at = ${at("now")}
      FROM used WHERE users.id = used.user_id AND users.email = used.email
      RETURNING users.*
    ), audit AS (${audit("user.email_verified", sql`SELECT id FROM u`)})
    SELECT token.id AS token_id, ${userColumns} FROM token LEFT JOIN u ON true`,
);

/**
 * Verifies an address by the token from its mail, once. An unverified address is a claim, so the mail alone is not
 * enough: the caller holds the claimant's session or gives the claimant's password.
 * Errors: TOKEN_INVALID, VALIDATION_FAILED (`fields.password` where the password is asked for), INVALID_CREDENTIALS.
 */
export async function verifyEmail(
  ctx: Ctx,
  input: { token: string; password?: string | undefined },
): Promise<Result<{ user: User }>> {
  const token = hashSecret(input.token);
  const now = ctx.clock().toISOString();
  let passwordHash: string | null = null;
  if (input.password !== undefined) {
    const [claim] = await findClaim(ctx.db, { token, now });
    const matches = await verifyPassword(claim?.hash ?? null, input.password);
    if (!claim) return fail("TOKEN_INVALID");
    if (!matches)
      return fail("INVALID_CREDENTIALS", { fields: { password: "Not the password of this account" } });
    passwordHash = claim.hash;
  }
  const [row] = await consume(ctx.db, {
    token,
    presented: ctx.tokenHash,
    passwordHash,
    auditId: newId("aud"),
    now,
  });
  if (!row) return fail("TOKEN_INVALID");
  if (!row.user_id)
    return fail("VALIDATION_FAILED", { fields: { password: "Enter the password of this account" } });
  return ok({ user: toUser(row) });
}

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
  const presented = await readSession(ctx);
  if (presented.state !== "live") return refusal(presented.state);
  if (presented.user.isAnonymous) return fail("FULL_ACCOUNT_REQUIRED");
  const now = ctx.clock();
  await resend(ctx.db, {
    userId: presented.user.id,
    now: now.toISOString(),
    ...verificationMailValues(ctx, now),
  });
  return ok({ sent: true }, 202);
}
