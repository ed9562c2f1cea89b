import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Person } from "../contract/wire";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { ownedCounts } from "./owned";
import { isoTime, toUser, type UserRow, userColumns } from "./users";

type SessionRow = { id: string; user_agent: string | null; created_at: string; expires_at: string };

type PersonRow = UserRow & {
  counts: Record<string, number>;
  ways: string[];
  sessions: SessionRow[];
  organizations: Person["organizations"];
};

const p = sql.placeholder;

const find = statement<PersonRow>(
  "find_person",
  sql`SELECT ${userColumns}, ${ownedCounts(sql`u.id`)} AS counts,
      (SELECT coalesce(jsonb_agg(way ORDER BY way), '[]') FROM (
        SELECT 'password' AS way FROM passwords WHERE user_id = u.id
        UNION ALL SELECT provider FROM accounts WHERE user_id = u.id
        UNION ALL SELECT 'passkey' WHERE EXISTS (SELECT FROM passkeys WHERE user_id = u.id)
      ) AS ways) AS ways,
      (SELECT coalesce(jsonb_agg(to_jsonb(newest)), '[]') FROM (
        SELECT id, user_agent, created_at, expires_at FROM sessions
        WHERE user_id = u.id AND expires_at > ${at("now")} ORDER BY id DESC LIMIT 100
      ) AS newest) AS sessions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'role', m.role) ORDER BY o.id), '[]')
        FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.user_id = u.id) AS organizations
    FROM users u WHERE u.id = ${p("id")}`,
);

/** One user and what hangs on them, in one statement. Errors: NOT_FOUND. */
export async function getPerson(ctx: KeeperCtx, { id }: { id: string }): Promise<Result<Person>> {
  const [row] = await find(ctx.db, { id, now: ctx.clock().toISOString() });
  if (!row) return fail("NOT_FOUND");
  const { counts, ways, sessions, organizations } = row;
  return ok({
    user: toUser(row),
    ways,
    counts,
    organizations,
    sessions: sessions.map(({ id, user_agent, created_at, expires_at }) => ({
      id,
      userAgent: user_agent,
      createdAt: isoTime(created_at),
      expiresAt: isoTime(expires_at),
    })),
  });
}
