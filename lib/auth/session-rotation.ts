import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { SignedIn } from "../contract/wire";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newSessionSecret } from "./secrets";
import { absoluteLifetime, later, type SignedInRow, signedInColumns, toSignedIn } from "./sessions";

const p = sql.placeholder;

const rotate = statement<SignedInRow>(
  "rotate_session",
  sql`WITH s AS (
      UPDATE sessions SET token_hash = ${p("tokenHash")},
        expires_at = least(${at("expiresAt")}, created_at + ${p("absolute")}::interval)
      WHERE id = ${p("sessionId")}
      RETURNING *
    ), rotated AS (
      INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) SELECT ${p("presented")}, s.user_id, ${at("now")} FROM s
    ), others AS (
      DELETE FROM sessions USING s WHERE sessions.user_id = s.user_id AND sessions.id <> s.id
    )
    SELECT ${signedInColumns} FROM s JOIN users u ON u.id = s.user_id`,
);

/** Gives the presented session, which this transaction has locked, a new secret, and ends the user's others. */
export async function rotateAlone(ctx: Ctx, sessionId: string): Promise<SignedIn> {
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const [row] = await rotate(ctx.db, {
    sessionId,
    tokenHash,
    presented: ctx.tokenHash,
    now: now.toISOString(),
    expiresAt: later(now, ctx.config.session.lifetime),
    absolute: `${absoluteLifetime} seconds`,
  });
  if (!row) throw new Error("the session was not locked");
  return toSignedIn(row, token);
}

const endAll = statement(
  "end_all_sessions",
  sql`DELETE FROM sessions WHERE user_id = ${p("userId")} AND token_hash IS DISTINCT FROM ${p("presented")}`,
);

/** Ends every session of a user but the one that the request presents. */
export async function endOtherSessions(ctx: Ctx, userId: string): Promise<void> {
  await endAll(ctx.db, { userId, presented: ctx.tokenHash });
}
