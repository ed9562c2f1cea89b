import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { canonicalEmail } from "@/lib/api/schemas";
import { writeAudit } from "./audit";
import type { AdminContext, Context } from "./context";
import type { UserRow } from "./users";

/** Returns the ids of all admins. In a transaction: none of them ceases to be one before it ends. */
export async function lockAdmins(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, "admin"))
    .orderBy(users.id)
    .for("update");
  return rows.map(({ id }) => id);
}

/** A user as read from a session. Whoever has verified one of the ADMIN_EMAILS becomes an admin now, once: a later demotion lasts. */
export async function withAdminRole(ctx: Context, user: UserRow): Promise<UserRow> {
  const { email, emailVerifiedAt, adminGrantedAt } = user;
  if (adminGrantedAt !== null || emailVerifiedAt === null || email === null) return user;
  if (!ctx.adminEmails.includes(email)) return user;
  const now = ctx.clock();
  return withTransaction(ctx, async (tx) => {
    const [granted] = await tx.db
      .update(users)
      .set({ role: "admin", adminGrantedAt: now, updatedAt: now })
      .where(and(eq(users.id, user.id), eq(users.email, email), isNull(users.adminGrantedAt)))
      .returning();
    if (granted && user.role !== "admin")
      await writeAudit(tx, {
        type: "user.role_changed",
        userId: user.id,
        actor: { type: "environment" },
        details: { role: "admin" },
      });
    return granted ?? user;
  });
}

/** Makes the registered user who has proven this address an admin. Errors: INVALID_EMAIL, NOT_FOUND. */
export async function grantAdmin(
  ctx: AdminContext,
  input: { email: string },
): Promise<Result<{ id: string }>> {
  const email = canonicalEmail(input.email);
  if (email === null) return fail("INVALID_EMAIL");
  const isProven = and(eq(users.email, email), isNotNull(users.emailVerifiedAt));
  return withTransaction(ctx, async (tx) => {
    const [granted] = await tx.db
      .update(users)
      .set({ role: "admin", updatedAt: ctx.clock() })
      .where(and(isProven, ne(users.role, "admin")))
      .returning({ id: users.id });
    if (!granted) {
      const [present] = await tx.db.select({ id: users.id }).from(users).where(isProven);
      return present ? ok(present) : fail("NOT_FOUND");
    }
    await writeAudit(tx, {
      type: "user.role_changed",
      userId: granted.id,
      actor: ctx.actor,
      details: { role: "admin" },
    });
    return ok(granted);
  });
}
