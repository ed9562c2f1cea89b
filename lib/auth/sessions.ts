import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { ok, type Result } from "../contract/result";
import type { Session, SignedIn } from "../contract/wire";
import { audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { isoTime, toUser, type UserRow, userColumns } from "./users";

/** No session lives longer than this, however active (seconds; NIST SP 800-63B-4, 2.1.3 suggests 30 days at most for AAL1 members, guests have no way to sign in again). */
export const absoluteLifetime = 90 * 24 * 60 * 60;

type SessionRow = { session_id: string; expires_at: string; session_created_at: string };
export type SignedInRow = UserRow & SessionRow;

/** The columns of a SignedInRow, from relations called `u` and `s`. */
export const signedInColumns = sql`${userColumns}, s.id AS session_id, s.expires_at, s.created_at AS session_created_at`;

const p = sql.placeholder;

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
