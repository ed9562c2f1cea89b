import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { newSessionSecret } from "./secrets";
import { later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

const p = sql.placeholder;

const create = statement<SignedInRow & { created: boolean }>(
  "create_guest",
  sql`WITH presented AS (
      SELECT ${signedInColumns} FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")}
    ), u AS (
      INSERT INTO users (id, is_anonymous, created_at, updated_at, last_active_at)
      SELECT ${p("userId")}, true, ${at("now")}, ${at("now")}, ${at("now")}
      WHERE ${p("allowed")}::boolean AND NOT EXISTS (SELECT FROM presented)
        AND NOT EXISTS (SELECT FROM rotated_tokens WHERE token_hash = ${p("presented")})
      RETURNING *
    ), s AS (
      INSERT INTO sessions (id, token_hash, user_id, user_agent, expires_at, created_at)
      SELECT ${p("sessionId")}, ${p("tokenHash")}, u.id, ${p("userAgent")}, ${at("expiresAt")}, ${at("now")} FROM u
      RETURNING *
    ), audit AS (${audit("user.created", sql`SELECT id FROM u`, { method: "anonymous" })})
    SELECT ${signedInColumns}, true AS created FROM u, s
    UNION ALL SELECT presented.*, false FROM presented`,
);

/**
 * Makes a guest with a session: 201. Whoever has a live session already, guest or member, keeps it: 200, nothing
 * created. Errors: ANONYMOUS_DISABLED, SESSION_ROTATED.
 */
export async function createGuest(ctx: Ctx): Promise<Result<SignedIn>> {
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const allowed = ctx.config.authMethods.anonymous.enabled;
  const [row] = await create(ctx.db, {
    presented: ctx.tokenHash,
    allowed,
    userId: newId("usr"),
    sessionId: newId("ses"),
    auditId: newId("aud"),
    tokenHash,
    userAgent: ctx.userAgent,
    now: now.toISOString(),
    expiresAt: later(now, ctx.config.session.lifetime),
  });
  if (!row) return fail(allowed ? "SESSION_ROTATED" : "ANONYMOUS_DISABLED");
  return row.created ? ok(toSignedIn(row, token), 201) : ok(toSignedIn(row, null));
}
