import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { errors } from "../contract/errors";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { queueNotice } from "./outbox";
import { ownPassword, stillHas } from "./own-password";
import { lockParties } from "./parties";
import { hashPassword, passwordProblem } from "./passwords";
import { presentedMember } from "./presented";
import { refusal } from "./session-reading";
import { endOtherSessions, rotateAlone } from "./session-rotation";

const p = sql.placeholder;

const set = statement(
  "set_password",
  sql`INSERT INTO passwords (user_id, hash, updated_at) VALUES (${p("userId")}, ${p("hash")}, ${at("now")})
    ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, updated_at = excluded.updated_at`,
);

const dropPending = statement(
  "drop_pending_tokens",
  sql`DELETE FROM verification_tokens WHERE user_id = ${p("userId")} AND purpose <> 'verify-email'`,
);

/**
 * Gives a user whom this transaction has locked a new password. What the old one let in ends: every session but
 * the presented one, and every change and link that is pending. The password first, so that a sign-in with
 * the old one is either too late or among the sessions that end.
 */
export async function setPassword(ctx: Ctx, userId: string, hash: string): Promise<void> {
  await set(ctx.db, { userId, hash, now: ctx.clock().toISOString() });
  await dropPending(ctx.db, { userId });
  await endOtherSessions(ctx, userId);
  await writeAudit(ctx, "user.password_changed", userId);
  await queueNotice(ctx, "password-changed", userId);
}

/**
 * A new password for whoever is signed in and knows the old one. The session's secret is renewed, every other
 * session ends, and the user is told by mail.
 * Errors: those of `presentedMember`, METHOD_DISABLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, INVALID_CREDENTIALS.
 */
export async function changePassword(
  ctx: Ctx,
  input: { currentPassword: string; newPassword: string },
): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const presented = await presentedMember(ctx);
  if (!presented.ok) return presented;
  const { user } = presented.data;
  const problem = await passwordProblem(input.newPassword, user.email ?? "", ctx.config);
  if (problem) return fail(problem, { fields: { newPassword: errors[problem].message } });
  const known = await ownPassword(ctx, user.id, input.currentPassword);
  if (known === null) return wrongPassword;
  const hash = await hashPassword(input.newPassword);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    if (holder?.id !== user.id) return refusal("none");
    if (!(await stillHas(tx, user.id, known))) return wrongPassword;
    await setPassword(tx, user.id, hash);
    return ok(await rotateAlone(tx, holder.sessionId));
  });
}

const wrongPassword = fail("INVALID_CREDENTIALS", {
  fields: { currentPassword: "Not the password of this account" },
});
