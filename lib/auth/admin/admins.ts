import { and, eq, isNotNull, ne } from "drizzle-orm";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { canonicalEmail } from "@/lib/api/schemas";
import { writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";

/** Makes the registered user who has proven this address an admin. Errors: INVALID_EMAIL, NOT_FOUND. */
export async function grantAdmin(
  ctx: AdminContext,
  input: { email: string },
): Promise<Result<{ id: string }>> {
  const email = canonicalEmail(input.email);
  if (email === null) return fail("INVALID_EMAIL");
  const isProven = and(eq(users.email, email), isNotNull(users.emailVerifiedAt));
  return inTransaction(ctx.db, async (db) => {
    const [granted] = await db
      .update(users)
      .set({ role: "admin", updatedAt: ctx.clock() })
      .where(and(isProven, ne(users.role, "admin")))
      .returning({ id: users.id });
    if (!granted) {
      const [present] = await db.select({ id: users.id }).from(users).where(isProven);
      return present ? ok(present) : fail("NOT_FOUND");
    }
    await writeAudit(
      { ...ctx, db },
      { type: "user.role_changed", userId: granted.id, actor: ctx.actor, details: { role: "admin" } },
    );
    return ok(granted);
  });
}
