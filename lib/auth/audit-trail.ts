import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { AuditFilter, Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { AuditEvent } from "../contract/wire";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { isPast, pageOf, placeAfter } from "./keyset";
import { isoTime } from "./users";

export type AuditRange = AuditFilter & { since?: string | null; until?: string | null };
type PageOf = { limit: number; after?: string | undefined };

type EventRow = {
  id: string;
  type: string;
  user_id: string | null;
  actor: string;
  details: Record<string, unknown>;
  created_at: string;
};

const p = sql.placeholder;

/** A statement for each kind of filter, so that each has a plan of its own. */
function listing(name: string, filter: SQL) {
  return statement<EventRow>(
    `list_${name}`,
    sql`SELECT id, type, user_id, actor, details, created_at FROM audit_events
      WHERE ${filter} AND ${isPast(sql`created_at`, sql`id`)}
        AND created_at >= coalesce(${at("since")}, '-infinity') AND created_at < coalesce(${at("until")}, 'infinity')
      ORDER BY created_at DESC, id DESC LIMIT ${p("size")}::int`,
  );
}

const byUser = sql`user_id = ${p("userId")}`;
const byType = sql`type = ${p("type")}`;
const listAll = listing("audit_events", sql`true`);
const listOfUser = listing("audit_events_of_user", byUser);
const listOfType = listing("audit_events_of_type", byType);
const listOfBoth = listing("audit_events_of_user_and_type", sql`${byUser} AND ${byType}`);

/**
 * What happened, newest first; from `since` until before `until` (ISO 8601).
 * Errors: VALIDATION_FAILED for an `after` that no page has given.
 */
export async function listAuditEvents(
  ctx: KeeperCtx,
  { limit, after, type = "", userId = "", since = null, until = null }: AuditRange & PageOf,
): Promise<Result<Page<AuditEvent>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const [ofUser, list] = type ? [listOfBoth, listOfType] : [listOfUser, listAll];
  const { time = null, id = null } = place;
  const values = { type, userId, since, until, time, id, size: limit + 1 };
  const rows = await (userId ? ofUser : list)(ctx.db, values);
  return ok(pageOf(rows, limit, toEvent, ({ created_at: time, id }) => ({ time, id })));
}

function toEvent({ user_id, created_at, ...row }: EventRow): AuditEvent {
  return { ...row, userId: user_id, createdAt: isoTime(created_at) };
}
