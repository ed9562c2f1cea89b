import { and, desc, eq, gte, lt } from "drizzle-orm";
import type { z } from "zod";
import { auditEvents } from "@/db/schema";
import type { AuditEvent } from "@/lib/api/admin/admin-shapes";
import type { auditList } from "@/lib/api/admin/management-schemas";
import { ok, type Page, type Result } from "@/lib/api/result";
import type { AdminContext } from "@/lib/auth/core/context";
import { afterCursor, isPast, pageOf } from "@/lib/auth/core/keyset";

type AuditQuery = z.output<typeof auditList>;

/** Which events are asked for: from `since` until before `until`. */
export type AuditRange = Pick<AuditQuery, "type" | "userId"> & { since?: Date | null; until?: Date | null };

/** Lists audit events, newest first. Errors: VALIDATION_FAILED for a cursor that is not ours. */
export async function listAuditEvents(
  ctx: AdminContext,
  { limit, after, type, userId, since, until }: AuditQuery & AuditRange,
): Promise<Result<Page<AuditEvent>>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(
      and(
        type ? eq(auditEvents.type, type) : undefined,
        userId ? eq(auditEvents.userId, userId) : undefined,
        since ? gte(auditEvents.createdAt, since) : undefined,
        until ? lt(auditEvents.createdAt, until) : undefined,
        isPast(auditEvents.createdAt, auditEvents.id, cursor.data),
      ),
    )
    .orderBy(desc(auditEvents.createdAt), desc(auditEvents.id))
    .limit(limit + 1);
  return ok(pageOf<AuditEvent>(rows, limit, ({ createdAt: time, id }) => ({ time, id })));
}
