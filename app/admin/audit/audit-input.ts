import { auditQuery } from "@/lib/api/admin/admin-forms";
import { canonicalEmail } from "@/lib/api/schemas";
import type { AuditRange } from "@/lib/auth/admin/audit-trail";
import { listUsers } from "@/lib/auth/admin/user-list";
import type { AdminContext } from "@/lib/auth/core/context";

const day = 24 * 60 * 60 * 1000;

export type AuditInput = {
  asked: Record<"type" | "user" | "from" | "to", string>;
  range: AuditRange;
  after: string | undefined;
};

/** Returns what the address of the list or of its file asks for: as it was typed, and as the query takes it. */
export async function auditInput(ctx: AdminContext, search: Record<string, unknown>): Promise<AuditInput> {
  const { type, user, from, to, after } = auditQuery.parse(search);
  const typed = (date: Date | null) => date?.toISOString().slice(0, 10) ?? "";
  return {
    asked: { type: type ?? "", user, from: typed(from), to: typed(to) },
    range: {
      type,
      userId: await userIdOf(ctx, user),
      since: from,
      until: to === null ? null : new Date(to.getTime() + day),
    },
    after,
  };
}

/** Returns the id of the user who has this email now; anything else is taken for an id. */
async function userIdOf(ctx: AdminContext, user: string): Promise<string> {
  const email = canonicalEmail(user);
  const found = email === null ? null : await listUsers(ctx, { email, limit: 1 });
  return (found?.ok && found.data.items[0]?.id) || user;
}
