import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { withAdminRole } from "./admins";
import { at } from "./audit";
import type { Ctx } from "./context";
import { rememberActivity, wasActiveSince } from "./recent-activity";
import { absoluteLifetime, later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";
import { isoTime } from "./users";

const p = sql.placeholder;

/** Activity is written down once in this time at most (seconds). */
const touchEvery = 60;

/** What a request's token turned out to be. `none` also means unknown. */
export type Presented =
  | ({ state: "live" } & SignedIn)
  | { state: "none" | "rotated" | "expired guest" | "expired member" };

const look = statement<SignedInRow>(
  "look_at_session",
  sql`SELECT ${signedInColumns} FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token_hash = ${p("tokenHash")} AND s.expires_at > ${at("now")}`,
);

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
 * Tells who brought this token: in one statement, or in two where what this process remembers of it holds no longer. A live
 * session slides to a full lifetime from now, and its user's last activity is written down, each at most once a minute, or
 * more often where the cleanup is quicker.
 */
export async function readSession(ctx: Ctx): Promise<Presented> {
  const { tokenHash } = ctx;
  if (tokenHash === null) return { state: "none" };
  const dues = duesOf(ctx.config, ctx.clock());
  const isKnown = wasActiveSince(tokenHash, dues.touchBefore);
  const presented =
    (isKnown && (await lookOnly(ctx.db, tokenHash, dues))) || (await readAndTouch(ctx.db, tokenHash, dues));
  if (presented.state !== "live") return presented;
  rememberActivity(tokenHash, presented.user.lastActiveAt);
  return { ...presented, user: await withAdminRole(ctx, presented.user) };
}

/** When a session's touch and its slide are due: times as ISO 8601, `slideEvery` in seconds. */
type Dues = { now: string; touchBefore: string; slideTo: string; slideBefore: string; slideEvery: number };

function duesOf({ authMethods, session: { lifetime } }: Ctx["config"], now: Date): Dues {
  const maxAge = authMethods.anonymous.maxAge ?? Number.POSITIVE_INFINITY;
  const slideEvery = Math.min(touchEvery, lifetime / 2);
  return {
    now: now.toISOString(),
    touchBefore: later(now, -Math.min(touchEvery, maxAge / 2)),
    slideTo: later(now, lifetime),
    slideBefore: later(now, lifetime - slideEvery),
    slideEvery,
  };
}

/**
 * The session, by a statement that could write nothing, which takes half of the other's time or less; null where something
 * is due, or may be.
 */
async function lookOnly(db: Db, tokenHash: string, dues: Dues): Promise<Presented | null> {
  const [row] = await look(db, { tokenHash, now: dues.now });
  if (!row) return null;
  const { user, session } = toSignedIn(row, null);
  const latest = () => later(new Date(session.createdAt), absoluteLifetime - dues.slideEvery);
  const hasSlid = session.expiresAt >= dues.slideBefore || session.expiresAt >= latest();
  return hasSlid && user.lastActiveAt >= dues.touchBefore ? { state: "live", user, session } : null;
}

async function readAndTouch(db: Db, tokenHash: string, dues: Dues): Promise<Presented> {
  const { now, touchBefore, slideTo, slideEvery } = dues;
  const [row] = await read(db, {
    tokenHash,
    now,
    slideTo,
    touchBefore,
    absolute: `${absoluteLifetime} seconds`,
    slideEvery: `${slideEvery} seconds`,
  });
  if (!row?.session_id) return { state: row?.rotated ? "rotated" : "none" };
  if (isoTime(row.expires_at) <= now) return { state: row.is_anonymous ? "expired guest" : "expired member" };
  if (!row.touched && isoTime(row.last_active_at) < touchBefore) return { state: "none" };
  const lastActive = row.touched ? now : row.last_active_at;
  const written = { last_active_at: lastActive, expires_at: row.slid_to ?? row.expires_at };
  return { state: "live", ...toSignedIn({ ...row, ...written }, null) };
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
