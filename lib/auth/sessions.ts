import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Session, SignedIn } from "../contract/wire";
import { withAdminRole } from "./admins";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { isoTime, toUser, type UserRow, userColumns } from "./users";

/** No session lives longer than this, however active (seconds; NIST SP 800-63B-4, 2.1.3 suggests 30 days at most for AAL1 members, guests have no way to sign in again). */
export const absoluteLifetime = 90 * 24 * 60 * 60;

/** Activity is written down once in this time at most (seconds). */
const touchEvery = 60;

type SessionRow = { session_id: string; expires_at: string; session_created_at: string };
export type SignedInRow = UserRow & SessionRow;

/** The columns of a SignedInRow, from relations called `u` and `s`. */
export const signedInColumns = sql`${userColumns}, s.id AS session_id, s.expires_at, s.created_at AS session_created_at`;

/** What a request's token turned out to be. `none` also means unknown. */
export type Presented =
  | ({ state: "live" } & SignedIn)
  | { state: "none" | "rotated" | "expired guest" | "expired member" };

const p = sql.placeholder;

type ReadRow = SignedInRow & { slid_to: string | null; touched: boolean; rotated: boolean | null };

const read = statement<ReadRow>(
  "read_session",
  sql`WITH found AS (
      SELECT ${signedInColumns}, least(${at("slideTo")}, s.created_at + ${p("absolute")}::interval) AS slide_to
      FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = ${p("tokenHash")}
    ), touched AS (
      -- Whether to touch is told by what was found, so that a missing touch means that the cleanup was faster.
      UPDATE users SET last_active_at = greatest(users.last_active_at, ${at("now")}) FROM found
      WHERE users.id = found.user_id AND found.expires_at > ${at("now")} AND found.last_active_at < ${at("touchBefore")}
      RETURNING users.id
    ), slid AS (
      -- After the touch: every statement locks the user before the session.
      UPDATE sessions s SET expires_at = found.slide_to
      FROM found
      WHERE s.id = found.session_id AND s.expires_at > ${at("now")}
        AND s.expires_at < found.slide_to - ${p("slideEvery")}::interval
        AND (SELECT count(*) FROM touched) >= 0
      RETURNING s.expires_at
    )
    SELECT found.*, (SELECT expires_at FROM slid) AS slid_to, EXISTS (SELECT FROM touched) AS touched,
      CASE WHEN found.session_id IS NULL
        THEN EXISTS (SELECT FROM rotated_tokens WHERE token_hash = ${p("tokenHash")}) END AS rotated
    FROM (SELECT) AS one LEFT JOIN found ON true`,
);

/**
 * Tells who brought this token, in one statement. A live session slides to a full lifetime from now, and its
 * user's last activity is written down, each at most once a minute (less where the cleanup is quicker).
 */
export async function readSession(ctx: Ctx): Promise<Presented> {
  if (ctx.tokenHash === null) return { state: "none" };
  const now = ctx.clock();
  const maxAge = ctx.config.authMethods.anonymous.maxAge ?? Number.POSITIVE_INFINITY;
  const touchBefore = later(now, -Math.min(touchEvery, maxAge / 2));
  const [row] = await read(ctx.db, {
    tokenHash: ctx.tokenHash,
    now: now.toISOString(),
    slideTo: later(now, ctx.config.session.lifetime),
    absolute: `${absoluteLifetime} seconds`,
    slideEvery: `${Math.min(touchEvery, ctx.config.session.lifetime / 2)} seconds`,
    touchBefore,
  });
  if (!row?.session_id) return { state: row?.rotated ? "rotated" : "none" };
  if (new Date(row.expires_at) <= now)
    return { state: row.is_anonymous ? "expired guest" : "expired member" };
  if (!row.touched && isoTime(row.last_active_at) < touchBefore) return { state: "none" };
  const lastActive = row.touched ? now.toISOString() : row.last_active_at;
  const { user, session } = toSignedIn(
    { ...row, last_active_at: lastActive, expires_at: row.slid_to ?? row.expires_at },
    null,
  );
  return { state: "live", user: await withAdminRole(ctx, user), session };
}

/**
 * The session of this request, or null for nobody. Throws where the database cannot tell.
 */
export async function getSession(ctx: Ctx): Promise<Result<SignedIn | null>> {
  const presented = await readSession(ctx);
  return ok(presented.state === "live" ? { user: presented.user, session: presented.session } : null);
}

/** The error that says why a token is not a live session: NO_SESSION, SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED or SESSION_EXPIRED. */
export function refusal(state: Exclude<Presented["state"], "live">): Result<never> {
  if (state === "rotated") return fail("SESSION_ROTATED");
  if (state === "expired guest") return fail("ANONYMOUS_SESSION_EXPIRED");
  if (state === "expired member") return fail("SESSION_EXPIRED");
  return fail("NO_SESSION");
}

const end = statement<{ id: string }>(
  "end_session",
  sql`WITH ended AS (
      DELETE FROM sessions WHERE token_hash = ${p("tokenHash")} RETURNING user_id AS id
    ), audit AS (${audit("user.signed_out", sql`SELECT id FROM ended`)})
    SELECT id FROM ended`,
);

/** Ends the session of this request. Without one there is nothing to end, and that is the same answer. */
export async function signOut(ctx: Ctx): Promise<Result<null>> {
  if (ctx.tokenHash === null) return ok(null);
  await end(ctx.db, { tokenHash: ctx.tokenHash, auditId: newId("aud"), now: ctx.clock().toISOString() });
  return ok(null);
}

/** The wire form; `token` is the session's new secret where this answer hands one out. */
export function toSignedIn(row: SignedInRow, token: string | null): SignedIn {
  const session: Session = {
    id: row.session_id,
    userId: row.user_id,
    expiresAt: isoTime(row.expires_at),
    createdAt: isoTime(row.session_created_at),
    token,
  };
  return { user: toUser(row), session };
}

/** ISO 8601, `seconds` after `time`. */
export function later(time: Date, seconds: number): string {
  return new Date(time.getTime() + seconds * 1000).toISOString();
}
