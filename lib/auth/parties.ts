import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { at } from "./audit";
import type { Ctx } from "./context";

/** A user as a transaction finds it under its lock. */
type Party = { id: string; isGuest: boolean; isAdmin: boolean; email: string | null; isVerified: boolean };

/** Who is concerned: whoever holds the request's live session, and the user whom something is about. */
export type Parties = { holder: (Party & { sessionId: string }) | null; others: Party[] };

type PartyRow = {
  id: string;
  is_anonymous: boolean;
  is_admin: boolean;
  email: string | null;
  verified: boolean;
};

const p = sql.placeholder;

const lockUsers = statement<PartyRow>(
  "lock_parties",
  sql`SELECT id, is_anonymous, role = 'admin' AS is_admin, email, email_verified_at IS NOT NULL AS verified FROM users
    WHERE id = (SELECT user_id FROM sessions WHERE token_hash = ${p("presented")})
      OR id = ${p("userId")} OR email = ${p("email")}
    ORDER BY id FOR NO KEY UPDATE`,
);

const lockSession = statement<{ id: string; user_id: string }>(
  "lock_presented_session",
  sql`SELECT id, user_id FROM sessions WHERE token_hash = ${p("presented")} AND expires_at > ${at("now")} FOR UPDATE`,
);

/**
 * Begins a transaction: locks the users concerned, in the order of their ids, then the request's session. What is
 * read afterwards stays true until the end.
 */
export async function lockParties(
  ctx: Ctx,
  about: { userId?: string | null; email?: string | null },
): Promise<Parties> {
  const { userId = null, email = null } = about;
  const presented = ctx.tokenHash;
  const rows = await lockUsers(ctx.db, { presented, userId, email });
  const [session] = await lockSession(ctx.db, { presented, now: ctx.clock().toISOString() });
  const users = rows.map((row) => ({
    id: row.id,
    isGuest: row.is_anonymous,
    isAdmin: row.is_admin,
    email: row.email,
    isVerified: row.verified,
  }));
  const holder = users.find((user) => user.id === session?.user_id);
  return { holder: session && holder ? { ...holder, sessionId: session.id } : null, others: users };
}
