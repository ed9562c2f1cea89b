import type { NextRequest } from "next/server";
import { pool } from "../../database";

/** A user's row turned into a member's, whoever asks. */
export async function POST(request: NextRequest): Promise<Response> {
  const { id, email } = await request.json();
  const { rows } = await pool.query({
    name: "upgrade",
    text: "UPDATE users SET is_anonymous = false, email = $2, updated_at = now() WHERE id = $1 RETURNING *",
    values: [id, email],
  });
  return Response.json(rows[0]);
}
