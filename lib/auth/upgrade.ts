import { sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/failure";
import { errors } from "../contract/errors";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { announcing } from "./announcements";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { verificationMail, verificationMailValues } from "./email-tokens";
import { callHook, withHook } from "./hooks";
import { newId } from "./ids";
import { hashPassword, passwordProblem } from "./passwords";
import { newSessionSecret } from "./secrets";
import { refusal } from "./session-reading";
import { absoluteLifetime, later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

const p = sql.placeholder;

export type NewAccount = { email: string; password: string; name: string | null };

type Outcome = SignedInRow & {
  presented_user: string | null;
  presented_is_guest: boolean;
  presented_expires_at: string;
  rotated_at: string | null;
  rotated_email: string | null;
};

/** The same upgrade, sent again this soon, is the second of two clicks (milliseconds). */
const doubleClick = 60_000;

const turnFull = announcing<Outcome>(
  "upgrade_by_password",
  (event) => sql`WITH presented AS (
      SELECT s.id AS session_id, s.user_id, s.expires_at, u.is_anonymous
      FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = ${p("presented")}
      FOR NO KEY UPDATE OF u
    ), held AS (
      -- Locked after the user, as everywhere. A session that was ended or renewed meanwhile holds nothing.
      SELECT s.id FROM sessions s JOIN presented ON presented.session_id = s.id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")} AND presented.is_anonymous
      FOR UPDATE OF s
    ), u AS (
      UPDATE users SET is_anonymous = false, email = ${p("email")}, name = coalesce(${p("name")}, name),
        updated_at = ${at("now")}, last_active_at = ${at("now")}
      WHERE id = (SELECT user_id FROM presented) AND is_anonymous AND EXISTS (SELECT FROM held)
      RETURNING *
    ), password AS (
      INSERT INTO passwords (user_id, hash, updated_at) SELECT u.id, ${p("passwordHash")}, ${at("now")} FROM u
    ), s AS (
      UPDATE sessions SET token_hash = ${p("tokenHash")},
        expires_at = least(${at("expiresAt")}, sessions.created_at + ${p("absolute")}::interval)
      FROM u WHERE sessions.id = (SELECT id FROM held)
      RETURNING sessions.*
    ), rotated AS (
      INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) SELECT ${p("presented")}, u.id, ${at("now")} FROM u
    ), others AS (
      DELETE FROM sessions WHERE user_id = (SELECT id FROM u) AND id <> (SELECT id FROM held)
    ), pending AS (
      DELETE FROM verification_tokens WHERE user_id = (SELECT id FROM u) AND purpose <> 'verify-email'
    ), ${verificationMail(sql`SELECT id, email FROM u`)}, ${event(audit("user.upgraded", sql`SELECT id FROM u`, { method: "password" }))}
    SELECT ${signedInColumns}, presented.user_id AS presented_user, presented.is_anonymous AS presented_is_guest,
      presented.expires_at AS presented_expires_at, r.rotated_at, renewed.email AS rotated_email
    FROM (SELECT) AS one
      LEFT JOIN presented ON true LEFT JOIN u ON true LEFT JOIN s ON true
      LEFT JOIN rotated_tokens r ON r.token_hash = ${p("presented")} LEFT JOIN users renewed ON renewed.id = r.user_id`,
);

/**
 * Turns the guest of this request into a member, in place: same user id, same session id, everything that refers
 * to the user untouched. The session's secret is new, the guest's other sessions end, a verification mail is in
 * the outbox: all in one statement, so all or nothing; with a hook, statement and hook in one transaction.
 * Errors: METHOD_DISABLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, EMAIL_ALREADY_IN_USE, USER_NOT_ANONYMOUS, NO_SESSION,
 * SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED, SESSION_EXPIRED.
 */
export async function upgrade(ctx: Ctx, input: NewAccount): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const problem = await passwordProblem(input.password, input.email, ctx.config);
  if (problem) return fail(problem, { fields: { password: errors[problem].message } });
  if (ctx.tokenHash === null) return fail("NO_SESSION");
  return upgradeWithHash(ctx, input, await hashPassword(input.password));
}

/** The second half of an upgrade, for a caller that has checked and hashed the password. */
export async function upgradeWithHash(
  ctx: Ctx,
  input: Omit<NewAccount, "password">,
  passwordHash: string,
): Promise<Result<SignedIn>> {
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const values = {
    presented: ctx.tokenHash,
    email: input.email,
    name: input.name,
    passwordHash,
    tokenHash,
    auditId: newId("aud"),
    now: now.toISOString(),
    expiresAt: later(now, ctx.config.session.lifetime),
    absolute: `${absoluteLifetime} seconds`,
    ...verificationMailValues(ctx, now),
  };
  try {
    const row = await withHook(ctx, "upgraded", async (tx) => {
      const [row] = await turnFull(tx, values);
      if (row?.user_id) await callHook(tx, "upgraded", { userId: row.user_id, method: "password" });
      return row;
    });
    if (row?.user_id) return ok(toSignedIn(row, token));
    return refuse(ctx, now, input.email, row);
  } catch (error) {
    if (isUniqueViolation(error))
      return fail("EMAIL_ALREADY_IN_USE", { fields: { email: errors.EMAIL_ALREADY_IN_USE.message } });
    throw error;
  }
}

function refuse(ctx: Ctx, now: Date, email: string, row: Outcome | undefined): Result<never> {
  if (!row?.presented_user) {
    if (!row?.rotated_at) return refusal("none");
    const rotatedAt = new Date(row.rotated_at);
    // A token that was good when the request arrived lost a race against another upgrade.
    const lostRace = rotatedAt >= ctx.arrivedAt;
    const isRepeated = row.rotated_email === email && now.getTime() - rotatedAt.getTime() < doubleClick;
    return lostRace || isRepeated ? fail("USER_NOT_ANONYMOUS") : refusal("rotated");
  }
  const expired = new Date(row.presented_expires_at) <= now;
  if (!row.presented_is_guest) return expired ? refusal("expired member") : fail("USER_NOT_ANONYMOUS");
  return refusal(expired ? "expired guest" : "none");
}
