import type { NextRequest } from "next/server";
import { pool } from "../../database";

/** Gives one user's memberships to another. */
export async function POST(request: NextRequest): Promise<Response> {
  const { from, to } = await request.json();
  const { rowCount } = await pool.query({
    name: "merge",
    text: "UPDATE memberships SET user_id = $2 WHERE user_id = $1",
    values: [from, to],
  });
  return Response.json({ moved: rowCount });
}
