import { and, eq, gt } from "drizzle-orm";
import { users } from "@/db/schema";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { queueNotice } from "@/lib/auth/email/outbox";
import { credentials } from "./sign-in-methods";

/**
 * Removes the provider accounts and passkeys that a user, whom this transaction has locked, added after their address was verified. Each
 * removal is an audit event, and each kind is told by email.
 */
export async function dropLaterCredentials(ctx: Context, userId: string): Promise<void> {
  const { db } = ctx;
  const [user] = await db
    .select({ emailVerifiedAt: users.emailVerifiedAt })
    .from(users)
    .where(eq(users.id, userId));
  if (!user?.emailVerifiedAt) return;
  for (const { userId: column, addedAt, removal } of credentials) {
    const removed = await db
      .delete(column.table)
      .where(and(eq(column, userId), gt(addedAt, user.emailVerifiedAt)))
      .returning(removal.details);
    if (removed.length === 0) continue;
    const event = { type: removal.event, userId, actor: byUser(userId) };
    await writeAudit(
      ctx,
      ...removed.map((row) => ({ ...event, details: { ...row, reason: "password_reset" } })),
    );
    await queueNotice(ctx, removal.notice, userId);
  }
}
