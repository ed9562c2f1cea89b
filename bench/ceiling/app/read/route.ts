import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import { pool } from "../../database";

/** The user of a session, and no more than that. */
export async function GET(request: NextRequest): Promise<Response> {
  const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
  const { rows } = await pool.query({
    name: "read",
    text: "SELECT u.* FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $1",
    values: [createHash("sha256").update(token).digest("hex")],
  });
  return Response.json(rows[0] ?? null);
}
