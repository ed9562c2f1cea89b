import type { NextRequest } from "next/server";
import { type AuditRange, listAuditEvents } from "@/lib/auth/admin/audit-trail";
import type { AdminContext } from "@/lib/auth/core/context";
import { requireAdminContext } from "@/lib/server/require-user";
import { auditInput } from "../audit-input";
import { csvLine } from "./csv";

/** Rows in memory at a time: the file is as long as the trail. */
const batchSize = 500;

/** Exports what the list would show, all of it, as CSV. */
export async function GET(request: NextRequest): Promise<Response> {
  const ctx = await requireAdminContext();
  const { range } = await auditInput(ctx, Object.fromEntries(request.nextUrl.searchParams));
  return new Response(auditFile(ctx, range), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": 'attachment; filename="audit.csv"',
      "Cache-Control": "private, no-store",
    },
  });
}

function auditFile(ctx: AdminContext, range: AuditRange): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | undefined;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvLine(["id", "time", "type", "user", "actor", "details"])));
    },
    async pull(controller) {
      const page = await listAuditEvents(ctx, { ...range, after, limit: batchSize });
      if (!page.ok) throw new Error("a page of our own was refused");
      const lines = page.data.items.map(({ id, createdAt, type, userId, actor, details }) =>
        csvLine([id, createdAt.toISOString(), type, userId ?? "", actor, JSON.stringify(details)]),
      );
      controller.enqueue(encoder.encode(lines.join("")));
      if (page.data.after === null) controller.close();
      else after = page.data.after;
    },
  });
}
