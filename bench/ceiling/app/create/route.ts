import { randomUUID } from "node:crypto";
import { pool } from "../../database";

/** The three rows of a guest, and nothing asked before. */
export async function POST(): Promise<Response> {
  const { rows } = await pool.query({
    name: "create",
    text: `WITH u AS (
        INSERT INTO users (id, is_anonymous) VALUES ($1, true) RETURNING *
      ), s AS (
        INSERT INTO sessions (id, token_hash, user_id, expires_at)
        SELECT $2, $3, id, now() + interval '7 days' FROM u RETURNING *
      ), a AS (
        INSERT INTO audit_events (id, type, user_id, actor) SELECT $4, 'user.created', id, id FROM u
      )
      SELECT u.*, s.id AS session_id, s.expires_at FROM u, s`,
    values: [randomUUID(), randomUUID(), randomUUID(), randomUUID()],
  });
  return Response.json(rows[0], { status: 201 });
}
