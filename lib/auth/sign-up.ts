import { sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/failure";
import { errors } from "../contract/errors";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { announcing } from "./announcements";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { verificationMail, verificationMailValues } from "./email-tokens";
import { newId } from "./ids";
import { hashPassword, passwordProblem } from "./passwords";
import { newSessionSecret } from "./secrets";
import { later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";
import { type NewAccount, upgradeWithHash } from "./upgrade";

const p = sql.placeholder;

const create = announcing<SignedInRow>(
  "sign_up",
  (event) => sql`WITH u AS (
      INSERT INTO users (id, is_anonymous, email, name, created_at, updated_at, last_active_at)
      SELECT ${p("userId")}, false, ${p("email")}, ${p("name")}, ${at("now")}, ${at("now")}, ${at("now")}
      WHERE NOT EXISTS (
        SELECT FROM sessions WHERE token_hash = ${p("presented")} AND expires_at > ${at("now")}
      )
      RETURNING *
    ), password AS (
      INSERT INTO passwords (user_id, hash, updated_at) SELECT u.id, ${p("passwordHash")}, ${at("now")} FROM u
    ), s AS (
      INSERT INTO sessions (id, token_hash, user_id, user_agent, expires_at, created_at)
      SELECT ${p("sessionId")}, ${p("tokenHash")}, u.id, ${p("userAgent")}, ${at("expiresAt")}, ${at("now")} FROM u
      RETURNING *
    ), ${verificationMail(sql`SELECT id, email FROM u`)}, ${event(audit("user.created", sql`SELECT id FROM u`, { method: "password" }))}
    SELECT ${signedInColumns} FROM u, s`,
);

/**
 * A member from the start, for a visitor without a session: 201. With a guest's session it is an upgrade: 200.
 * Errors: those of `upgrade`, but NO_SESSION and the expired ones: such a visitor gets a new account.
 */
export async function signUp(ctx: Ctx, input: NewAccount): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const problem = await passwordProblem(input.password, input.email, ctx.config);
  if (problem) return fail(problem, { fields: { password: errors[problem].message } });
  const passwordHash = await hashPassword(input.password);
  if (ctx.tokenHash !== null) {
    const upgraded = await upgradeWithHash(ctx, input, passwordHash);
    if (upgraded.ok || !withoutSession.has(upgraded.code)) return upgraded;
  }
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  try {
    const [row] = await create(ctx, {
      presented: ctx.tokenHash,
      userId: newId("usr"),
      email: input.email,
      name: input.name,
      passwordHash,
      sessionId: newId("ses"),
      tokenHash,
      userAgent: ctx.userAgent,
      auditId: newId("aud"),
      now: now.toISOString(),
      expiresAt: later(now, ctx.config.session.lifetime),
      ...verificationMailValues(ctx, now),
    });
    return row ? ok(toSignedIn(row, token), 201) : fail("USER_NOT_ANONYMOUS");
  } catch (error) {
    if (isUniqueViolation(error))
      return fail("EMAIL_ALREADY_IN_USE", { fields: { email: errors.EMAIL_ALREADY_IN_USE.message } });
    throw error;
  }
}

const withoutSession = new Set(["NO_SESSION", "ANONYMOUS_SESSION_EXPIRED", "SESSION_EXPIRED"]);
