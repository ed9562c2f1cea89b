import { is, SQL, sql } from "drizzle-orm";
import { announcing } from "./announcements";
import type { Ctx } from "./context";
import { newId } from "./ids";

/** Everything that is written down. */
export const auditTypes = [
  "user.created",
  "user.upgraded",
  "user.merged",
  "user.deleted",
  "user.signed_in",
  "user.signed_out",
  "user.email_verified",
  "user.email_detached",
  "user.password_changed",
  "session.revoked",
  "passkey.added",
  "passkey.removed",
  "passkey.refused",
  "settings.updated",
  "api_key.created",
  "api_key.revoked",
  "organization.member_added",
  "organization.member_removed",
  "organization.role_changed",
  "user.role_changed",
  "user.data_reassigned",
] as const;

export type AuditType = (typeof auditTypes)[number];

const p = sql.placeholder;

/**
 * An upgrade's event also says which offer led to it: the product writes its name to the guest's metadata, as
 * `upgradePrompt`, when the guest takes it.
 */
const promptOf = (userId: SQL) => sql`coalesce((
    SELECT jsonb_build_object('prompt', metadata->'upgradePrompt') FROM users
    WHERE id = ${userId} AND jsonb_typeof(metadata->'upgradePrompt') = 'string'
  ), '{}'::jsonb)`;

/**
 * One event for each row of `source`, a relation with an `id`: the user whom it is about and who acted. Written in the
 * statement of the change itself. The event's own id comes from the placeholder `id`; `details`, given as they are or
 * as a jsonb expression, hold no secret.
 */
export function audit(
  type: AuditType,
  source: SQL,
  details: Record<string, string> | SQL = {},
  id = "auditId",
): SQL {
  const given = is(details, SQL) ? details : sql`${JSON.stringify(details)}::jsonb`;
  const written = type === "user.upgraded" ? sql`${given} || ${promptOf(sql`source.id`)}` : given;
  return sql`INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
    SELECT ${sql.placeholder(id)}, ${type}, source.id, source.id, ${written}, ${at("now")}
    FROM (${source}) AS source`;
}

/**
 * The same for what was done by the placeholder `actor`, to any number of users at once: their events' own ids come
 * from the placeholder `auditIds`.
 */
export function auditByKeeper(type: AuditType, source: SQL, details: Record<string, string> | SQL = {}): SQL {
  const written = is(details, SQL) ? details : sql`${JSON.stringify(details)}::jsonb`;
  return sql`INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
    SELECT (${p("auditIds")}::text[])[row_number() OVER ()], ${type}, source.id, ${p("actor")}, ${written}, ${at("now")}
    FROM (${source}) AS source`;
}

const write = announcing(
  "write_audit",
  (event) => sql`WITH ${event(sql`
    INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
    VALUES (${p("id")}, ${p("type")}, ${p("userId")}, ${p("actor")}, ${p("details")}::jsonb ||
      CASE WHEN ${p("type")}::text = 'user.upgraded' THEN ${promptOf(sql`${p("userId")}`)} ELSE '{}' END, ${at("now")})`)}
    SELECT`,
);

/** One event about `userId`, in the transaction that `ctx.db` is. `details` holds no secret. */
export async function writeAudit(
  ctx: Pick<Ctx, "db" | "clock" | "announces">,
  type: AuditType,
  userId: string,
  details: Record<string, unknown> = {},
  actor = userId,
): Promise<void> {
  const now = ctx.clock().toISOString();
  await write(ctx, { id: newId("aud"), type, userId, actor, details: JSON.stringify(details), now });
}

/** A time given by the placeholder `name`, as ISO 8601. */
export function at(name: string): SQL {
  return sql`${sql.placeholder(name)}::timestamptz`;
}
