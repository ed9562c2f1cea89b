import { sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/failure";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { announcing } from "./announcements";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { hashSecret, newSessionSecret } from "./secrets";
import { later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

const p = sql.placeholder;

/** For this long a request that is sent again makes the same guest (seconds). */
const replayable = 5 * 60;

const create = announcing<SignedInRow & { outcome: "created" | "replayed" | "kept" }>(
  "create_guest",
  (event) => sql`WITH presented AS (
      SELECT ${signedInColumns}, CASE WHEN s.token_hash = ${p("presented")} THEN 'kept' ELSE 'replayed' END AS outcome
      FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash IN (${p("presented")}, ${p("tokenHash")}) AND s.expires_at > ${at("now")}
        AND (s.token_hash = ${p("presented")} OR s.created_at > ${at("replayableSince")})
      ORDER BY outcome LIMIT 1
    ), u AS (
      INSERT INTO users (id, is_anonymous, created_at, updated_at, last_active_at)
      SELECT ${p("userId")}, true, ${at("now")}, ${at("now")}, ${at("now")}
      WHERE ${p("allowed")}::boolean AND NOT EXISTS (SELECT FROM presented)
        AND NOT EXISTS (SELECT FROM rotated_tokens WHERE token_hash IN (${p("presented")}, ${p("tokenHash")}))
      RETURNING *
    ), s AS (
      INSERT INTO sessions (id, token_hash, user_id, user_agent, expires_at, created_at)
      SELECT ${p("sessionId")}, ${p("tokenHash")}, u.id, ${p("userAgent")}, ${at("expiresAt")}, ${at("now")} FROM u
      RETURNING *
    ), ${event(audit("user.created", sql`SELECT id FROM u`, sql`${p("details")}::jsonb`))}
    SELECT ${signedInColumns}, 'created' AS outcome FROM u, s
    UNION ALL SELECT presented.* FROM presented`,
);

/**
 * Makes a guest with a session: 201. Whoever has a live session already, guest or member, keeps it: 200, nothing
 * created. A request that is sent again with the same `Idempotency-Key` (256 random bits, in hex or base64url)
 * within five minutes makes the same guest and the same secret again, so a reload at the wrong moment costs nothing.
 * Errors: ANONYMOUS_DISABLED, SESSION_ROTATED, VALIDATION_FAILED for another kind of key, CONFLICT for one that was
 * used before.
 */
export async function createGuest(ctx: Ctx): Promise<Result<SignedIn>> {
  if (ctx.requestKey !== null && !/^[\w-]{43,128}$/.test(ctx.requestKey)) {
    return fail("VALIDATION_FAILED", { fields: { "Idempotency-Key": "43 to 128 letters, digits, - or _" } });
  }
  try {
    return await tryToCreate(ctx);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  // The same request is being answered next door, and is done by now.
  try {
    return await tryToCreate(ctx);
  } catch (error) {
    if (isUniqueViolation(error)) return fail("CONFLICT");
    throw error;
  }
}

async function tryToCreate(ctx: Ctx): Promise<Result<SignedIn>> {
  const token = ctx.requestKey === null ? newSessionSecret().token : ctx.sessionSecret(ctx.requestKey);
  const now = ctx.clock();
  const allowed = ctx.config.authMethods.anonymous.enabled;
  const [row] = await create(ctx, {
    presented: ctx.tokenHash,
    allowed,
    userId: newId("usr"),
    sessionId: newId("ses"),
    auditId: newId("aud"),
    details: JSON.stringify({ method: "anonymous", ...ctx.visit() }),
    tokenHash: hashSecret(token),
    userAgent: ctx.userAgent,
    now: now.toISOString(),
    replayableSince: later(now, -replayable),
    expiresAt: later(now, ctx.config.session.lifetime),
  });
  if (!row) return fail(allowed ? "SESSION_ROTATED" : "ANONYMOUS_DISABLED");
  return row.outcome === "kept" ? ok(toSignedIn(row, null)) : ok(toSignedIn(row, token), 201);
}
