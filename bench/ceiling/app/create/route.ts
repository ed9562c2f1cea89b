import { randomUUID } from "node:crypto";
import { pool } from "../../database";

/** A user's row, and no session to go with it. */
export async function POST(): Promise<Response> {
  const { rows } = await pool.query({
    name: "create",
    text: "INSERT INTO users (id, is_anonymous) VALUES ($1, true) RETURNING *",
    values: [randomUUID()],
  });
  return Response.json(rows[0], { status: 201 });
}
