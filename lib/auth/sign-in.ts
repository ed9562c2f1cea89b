import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { GuestWork, SignedIn } from "../contract/wire";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { ownedCounts } from "./owned";
import { verifyPassword } from "./passwords";
import { newSessionSecret } from "./secrets";
import { later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

/** For this long after a sign-in the work of the guest who signed in can be brought along (seconds). */
const guestWindow = 30 * 60;

const p = sql.placeholder;

const findPassword = statement<{ user_id: string; hash: string }>(
  "find_password",
  sql`SELECT u.id AS user_id, p.hash FROM users u JOIN passwords p ON p.user_id = u.id WHERE u.email = ${p("email")}`,
);

type SwitchedRow = SignedInRow & { guest_id: string | null; guest_counts: Record<string, number> | null };

const switchSession = statement<SwitchedRow>(
  "sign_in_by_password",
  sql`WITH u AS (
      SELECT u.* FROM users u JOIN passwords p ON p.user_id = u.id
      WHERE u.id = ${p("userId")} AND p.hash = ${p("passwordHash")}
      FOR KEY SHARE OF u FOR SHARE OF p
    ), presented AS (
      SELECT s.id, s.user_id, s.guest_id, s.guest_until, g.is_anonymous FROM sessions s JOIN users g ON g.id = s.user_id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")} AND EXISTS (SELECT FROM u)
      FOR KEY SHARE OF g
    ), ended AS (
      DELETE FROM sessions s USING presented
      WHERE s.id = presented.id AND s.token_hash = ${p("presented")}
      RETURNING presented.*
    ), rotated AS (
      INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) SELECT ${p("presented")}, u.id, ${at("now")} FROM u, ended
    ), left_behind AS (
      SELECT user_id AS id, ${at("guestUntil")} AS until FROM ended WHERE is_anonymous
      UNION ALL SELECT guest_id, guest_until FROM ended
      WHERE NOT is_anonymous AND user_id = (SELECT id FROM u) AND guest_until > ${at("now")}
    ), s AS (
      INSERT INTO sessions (id, token_hash, user_id, user_agent, guest_id, guest_until, expires_at, created_at)
      SELECT ${p("sessionId")}, ${p("tokenHash")}, u.id, ${p("userAgent")}, left_behind.id, left_behind.until, ${at("expiresAt")}, ${at("now")}
      FROM u LEFT JOIN left_behind ON true
      RETURNING *
    ), audit AS (${audit("user.signed_in", sql`SELECT id FROM u`, { method: "password" })})
    SELECT ${signedInColumns}, s.guest_id,
      CASE WHEN s.guest_id IS NOT NULL THEN ${ownedCounts(sql`s.guest_id`)} END AS guest_counts
    FROM u, s`,
);

/**
 * Signs in to the account of this address, verified or not, with a new session. A session that the request brought
 * ends. Where it was a guest's, the guest stays as it is, and for 30 minutes its work can be brought along; `guest`
 * says how much there is, or is null where there is nothing.
 * Errors: METHOD_DISABLED, INVALID_CREDENTIALS (the same, in the same time, for an unknown address).
 */
export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string },
): Promise<Result<SignedIn & { guest: GuestWork | null }>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const [found] = await findPassword(ctx.db, { email: input.email });
  const matches = await verifyPassword(found?.hash ?? null, input.password);
  if (!found || !matches) return fail("INVALID_CREDENTIALS");
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const [row] = await switchSession(ctx.db, {
    userId: found.user_id,
    passwordHash: found.hash,
    presented: ctx.tokenHash,
    sessionId: newId("ses"),
    tokenHash,
    userAgent: ctx.userAgent,
    auditId: newId("aud"),
    now: now.toISOString(),
    guestUntil: later(now, guestWindow),
    expiresAt: later(now, ctx.config.session.lifetime),
  });
  if (!row) return fail("INVALID_CREDENTIALS");
  const counts = row.guest_counts ?? {};
  const guest = row.guest_id !== null && Object.keys(counts).length > 0 ? { id: row.guest_id, counts } : null;
  return ok({ ...toSignedIn(row, token), guest });
}
