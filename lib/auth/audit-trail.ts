import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { AuditFilter, Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { AuditEvent } from "../contract/wire";
import type { KeeperCtx } from "./context";
import { pageOf, placeAfter } from "./keyset";
import { isoTime } from "./users";

type EventRow = {
  id: string;
  type: string;
  user_id: string | null;
  actor: string;
  details: Record<string, unknown>;
  created_at: string;
};

const p = sql.placeholder;

const list = statement<EventRow>(
  "list_audit_events",
  sql`SELECT id, type, user_id, actor, details, created_at FROM audit_events
    WHERE (${p("type")}::text IS NULL OR type = ${p("type")}::text)
      AND (${p("userId")}::text IS NULL OR user_id = ${p("userId")}::text)
      AND (${p("id")}::text IS NULL OR id < ${p("id")}::text)
    ORDER BY id DESC LIMIT ${p("size")}::int`,
);

/** What happened, newest first. Errors: VALIDATION_FAILED for an `after` that no page has given. */
export async function listAuditEvents(
  ctx: KeeperCtx,
  { limit, after, type = "", userId }: AuditFilter & { limit: number; after?: string | undefined },
): Promise<Result<Page<AuditEvent>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const values = { type: type || null, userId: userId ?? null, id: place.id ?? null, size: limit + 1 };
  const rows = await list(ctx.db, values);
  return ok(pageOf(rows, limit, toEvent, ({ createdAt, id }) => ({ time: createdAt, id })));
}

function toEvent({ user_id, created_at, ...row }: EventRow): AuditEvent {
  return { ...row, userId: user_id, createdAt: isoTime(created_at) };
}
