import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { pool } from "../../database";

/** The rows of an upgrade, whoever asks. */
export async function POST(request: NextRequest): Promise<Response> {
  const { id, email } = await request.json();
  const { rows } = await pool.query({
    name: "upgrade",
    text: `WITH u AS (
        UPDATE users SET is_anonymous = false, email = $2, updated_at = now() WHERE id = $1 RETURNING *
      ), p AS (
        INSERT INTO passwords (user_id, hash) SELECT id, 'no hash' FROM u
      ), s AS (
        UPDATE sessions SET token_hash = $3, expires_at = now() + interval '7 days' FROM u WHERE user_id = u.id RETURNING sessions.*
      ), r AS (
        INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) SELECT $4, id, now() FROM u
      ), t AS (
        INSERT INTO verification_tokens (id, purpose, token_hash, user_id, email, expires_at)
        SELECT $5, 'verify-email', $5, id, email, now() + interval '1 day' FROM u
      ), m AS (
        INSERT INTO mail_outbox (id, kind, recipient, token_id, next_attempt_at)
        SELECT $6, 'verify-email', email, $5, now() FROM u
      ), a AS (
        INSERT INTO audit_events (id, type, user_id, actor) SELECT $7, 'user.upgraded', id, id FROM u
      )
      SELECT u.*, s.id AS session_id, s.expires_at FROM u, s`,
    values: [id, email, ...Array.from({ length: 5 }, () => randomUUID())],
  });
  return Response.json(rows[0]);
}
