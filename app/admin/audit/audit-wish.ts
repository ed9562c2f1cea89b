import type { AuditRange } from "@/lib/auth/audit-trail";
import type { KeeperCtx } from "@/lib/auth/context";
import { listUsers } from "@/lib/auth/user-list";
import { auditQuery } from "@/lib/contract/admin-schemas";
import { canonicalEmail } from "@/lib/contract/schemas";

const day = 24 * 60 * 60 * 1000;

export type AuditWish = {
  asked: Record<"type" | "user" | "from" | "to", string>;
  range: AuditRange;
  after: string | undefined;
};

/** What the address of the list or of its file asks for: as it was written, and as the trail is asked. */
export async function auditWish(ctx: KeeperCtx, search: Record<string, unknown>): Promise<AuditWish> {
  const { type, user, from, to, after } = auditQuery.parse(search);
  const written = (date: Date | null) => date?.toISOString().slice(0, 10) ?? "";
  return {
    asked: { type: type ?? "", user, from: written(from), to: written(to) },
    range: {
      type,
      userId: await userIdOf(ctx, user),
      since: from?.toISOString() ?? null,
      until: to === null ? null : new Date(to.getTime() + day).toISOString(),
    },
    after,
  };
}

/** An address as the id of whoever has it now; anything else is taken for an id. */
async function userIdOf(ctx: KeeperCtx, user: string): Promise<string> {
  const email = canonicalEmail(user);
  const found = email === null ? null : await listUsers(ctx, { email, limit: 1 });
  return (found?.ok && found.data.items[0]?.id) || user;
}
