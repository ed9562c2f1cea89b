import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { errors } from "../contract/errors";
import { fail, ok, type Result } from "../contract/result";
import type { Arrival } from "../contract/wire";
import { at } from "./audit";
import type { Ctx } from "./context";
import { mailedToken, mailedTokenValues } from "./email-tokens";
import { newId } from "./ids";
import { lockParties } from "./parties";
import { setPassword } from "./password-change";
import { hashPassword, passwordProblem } from "./passwords";
import { createProvenMember, ownerOf } from "./proven-email";
import { hashSecret } from "./secrets";
import { enter } from "./session-switch";

const p = sql.placeholder;

const request = statement(
  "request_password_reset",
  sql`WITH u AS (SELECT id, email FROM users WHERE email = ${p("email")} FOR NO KEY UPDATE),
    ${mailedToken(
      "reset-password",
      sql`SELECT u.id, u.email, CASE WHEN u.id IS NULL THEN ${p("emailHash")} END AS browser_hash
        FROM (SELECT) AS one LEFT JOIN u ON true`,
      ["browser_hash"],
    )}
    SELECT id FROM token`,
);

/**
 * Mails a link to set a new password, replacing the one before, where the address has an account. Where it has none the
 * answer is the same, and so is the work: a row is written that nobody can use.
 * Errors: METHOD_DISABLED.
 */
export async function forgotPassword(ctx: Ctx, input: { email: string }): Promise<Result<{ sent: true }>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const now = ctx.clock();
  await request(ctx.db, {
    email: input.email,
    emailHash: hashSecret(input.email),
    now: now.toISOString(),
    ...mailedTokenValues(ctx, now, "reset-password"),
  });
  return ok({ sent: true }, 202);
}

const find = statement<{ user_id: string; email: string }>(
  "find_reset_token",
  sql`SELECT t.user_id, t.email FROM verification_tokens t JOIN users u ON u.id = t.user_id AND u.email = t.email
    WHERE t.token_hash = ${p("token")} AND t.purpose = 'reset-password' AND t.expires_at > ${at("now")}`,
);

const consume = statement<{ id: string }>(
  "consume_reset_token",
  sql`DELETE FROM verification_tokens t USING users u
    WHERE t.token_hash = ${p("token")} AND t.purpose = 'reset-password' AND t.expires_at > ${at("now")}
      AND u.id = t.user_id AND u.email = t.email
    RETURNING t.id`,
);

/**
 * Sets a new password by the token from the mail, once, which proves the mailbox, and signs in. Every other session and
 * everything pending of the account ends. An account that merely claimed the address, by somebody whose session the caller
 * does not hold, is detached: the caller gets a new account.
 * Errors: METHOD_DISABLED, TOKEN_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON.
 */
export async function resetPassword(
  ctx: Ctx,
  input: { token: string; password: string },
): Promise<Result<Arrival>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const presentedToken = { token: hashSecret(input.token), now: ctx.clock().toISOString() };
  const [found] = await find(ctx.db, presentedToken);
  if (!found) return fail("TOKEN_INVALID");
  const { user_id: userId, email } = found;
  const problem = await passwordProblem(input.password, email, ctx.config);
  if (problem) return fail(problem, { fields: { password: errors[problem].message } });
  const hash = await hashPassword(input.password);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const parties = await lockParties(tx, { userId, email });
    const [used] = await consume(db, presentedToken);
    if (!used) return fail("TOKEN_INVALID");
    const newUser = newId("usr");
    const owner = await ownerOf(tx, email, parties, newUser);
    if (owner === null) await createProvenMember(tx, newUser, { email, name: null, method: "reset" });
    const account = owner ?? newUser;
    await setPassword(tx, account, hash);
    return ok(await enter(tx, account, "reset"));
  });
}
