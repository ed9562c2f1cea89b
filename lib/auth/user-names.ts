import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { KeeperCtx } from "./context";

const find = statement<{ id: string; name: string }>(
  "name_users",
  sql`SELECT id, coalesce(email, name, CASE WHEN is_anonymous THEN 'Guest' ELSE 'Member' END) AS name
    FROM users WHERE id = ANY (${sql.placeholder("ids")}::text[])`,
);

/** By id, what to call each of these users who is still there. Ids of anything else are left out. */
export async function nameUsers(
  ctx: KeeperCtx,
  ids: Iterable<string | null>,
): Promise<Record<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id?.startsWith("usr_"));
  const rows = asked.length === 0 ? [] : await find(ctx.db, { ids: asked });
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
