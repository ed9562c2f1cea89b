import { type SQL, sql } from "drizzle-orm";

export type AuditType =
  | "user.created"
  | "user.upgraded"
  | "user.signed_in"
  | "user.signed_out"
  | "user.email_verified"
  | "user.deleted";

/**
 * One event for each row of `source`, a relation with an `id`: the user whom it is about and who acted. Written in the
 * statement of the change itself. The event's own id comes from the placeholder `auditId`; `details` holds no secret.
 */
export function audit(type: AuditType, source: SQL, details: Record<string, string> = {}): SQL {
  return sql`INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
    SELECT ${sql.placeholder("auditId")}, ${type}, source.id, source.id, ${JSON.stringify(details)}::jsonb, ${at("now")}
    FROM (${source}) AS source`;
}

/** A time given by the placeholder `name`, as ISO 8601. */
export function at(name: string): SQL {
  return sql`${sql.placeholder(name)}::timestamptz`;
}
