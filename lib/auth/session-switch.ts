import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { SocialProvider } from "../contract/social";
import type { Arrival } from "../contract/wire";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { ownedCounts } from "./owned";
import { newSessionSecret } from "./secrets";
import { later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

/** For this long after a sign-in the work of the guest who signed in can be brought along (seconds). */
const guestWindow = 30 * 60;

export type SignInMethod = "password" | "magic-link" | "reset" | "recovery" | "passkey" | SocialProvider;
export type SwitchedRow = SignedInRow & {
  guest_id: string | null;
  guest_counts: Record<string, number> | null;
};

const p = sql.placeholder;

/**
 * The parts of a statement that open a new session for the one user in its part `u`, and end the session that the
 * request presented. Where that was another guest's, the new session remembers the guest.
 */
export function switchedSession(method: SignInMethod): SQL {
  return sql`presented AS (
      SELECT s.id, g.is_anonymous FROM sessions s JOIN users g ON g.id = s.user_id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")} AND EXISTS (SELECT FROM u)
      FOR KEY SHARE OF g
    ), ended AS (
      DELETE FROM sessions s USING presented
      WHERE s.id = presented.id AND s.token_hash = ${p("presented")}
      -- From the row as it was deleted: a merge may just have used the guest up.
      RETURNING s.user_id, s.guest_id, s.guest_until, presented.is_anonymous
    ), rotated AS (
      INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) SELECT ${p("presented")}, u.id, ${at("now")} FROM u, ended
    ), left_behind AS (
      SELECT user_id AS id, ${at("guestUntil")} AS until FROM ended
      WHERE is_anonymous AND user_id <> (SELECT id FROM u)
      UNION ALL SELECT guest_id, guest_until FROM ended
      WHERE user_id = (SELECT id FROM u) AND guest_until > ${at("now")}
    ), s AS (
      INSERT INTO sessions (id, token_hash, user_id, user_agent, guest_id, guest_until, expires_at, created_at)
      SELECT ${p("sessionId")}, ${p("tokenHash")}, u.id, ${p("userAgent")}, left_behind.id, left_behind.until, ${at("expiresAt")}, ${at("now")}
      FROM u LEFT JOIN left_behind ON true
      RETURNING *
    ), audit AS (${audit("user.signed_in", sql`SELECT id FROM u`, { method })})`;
}

/** What such a statement selects FROM u, s: a SwitchedRow. */
export const switchedColumns = sql`${signedInColumns}, s.guest_id,
  CASE WHEN s.guest_id IS NOT NULL THEN ${ownedCounts(sql`s.guest_id`)} END AS guest_counts`;

/** The values for `switchedSession`. */
export function switchedValues(ctx: Ctx, tokenHash: string) {
  const now = ctx.clock();
  return {
    presented: ctx.tokenHash,
    sessionId: newId("ses"),
    tokenHash,
    userAgent: ctx.userAgent,
    auditId: newId("aud"),
    now: now.toISOString(),
    guestUntil: later(now, guestWindow),
    expiresAt: later(now, ctx.config.session.lifetime),
  };
}

/** The wire form. A guest who owned nothing is not worth a question. */
export function toArrival(row: SwitchedRow, token: string): Arrival {
  const counts = row.guest_counts ?? {};
  const guest = row.guest_id !== null && Object.keys(counts).length > 0 ? { id: row.guest_id, counts } : null;
  return { ...toSignedIn(row, token), guest };
}

function entrance(method: SignInMethod) {
  return statement<SwitchedRow>(
    `enter_by_${method}`,
    sql`WITH u AS (SELECT * FROM users WHERE id = ${p("userId")} FOR KEY SHARE), ${switchedSession(method)}
      SELECT ${switchedColumns} FROM u, s`,
  );
}

const entrances = {
  "magic-link": entrance("magic-link"),
  reset: entrance("reset"),
  recovery: entrance("recovery"),
  passkey: entrance("passkey"),
  google: entrance("google"),
  github: entrance("github"),
  apple: entrance("apple"),
  oidc: entrance("oidc"),
};

/** Signs in as a user whom this transaction has locked, and who is known to be the caller. */
export async function enter(ctx: Ctx, userId: string, method: keyof typeof entrances): Promise<Arrival> {
  const { token, tokenHash } = newSessionSecret();
  const [row] = await entrances[method](ctx.db, { userId, ...switchedValues(ctx, tokenHash) });
  if (!row) throw new Error("the user was not locked");
  return toArrival(row, token);
}
