import { and, eq, isNotNull, ne } from "drizzle-orm";
import { users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import { canonicalEmail } from "@/lib/api/schemas";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext, AdminMailContext, Context } from "@/lib/auth/core/context";
import { type Action, refusalOf } from "@/lib/auth/core/permissions";
import { currentUser } from "@/lib/auth/session/session";

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

/**
 * A service of the admin as pages call it, for the current user.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED for a guest, FORBIDDEN without the role, those of the service.
 */
export function asAdmin<Input, Data>(
  action: Action,
  providers: AdminContext["providers"],
  service: (ctx: AdminMailContext, input: Input) => Promise<Result<Data>>,
) {
  return async ({ db, clock, hooks, ...request }: Context, input: Input): Promise<Result<Data>> => {
    const current = await currentUser({ db, clock, hooks, ...request });
    if (!current.ok) return current;
    const { user } = current.data;
    const refused = refusalOf(user, action);
    if (refused) return refused;
    const { config, mailSecret, isOwnMail } = request;
    return service(
      { db, clock, hooks, providers, config, mailSecret, isOwnMail, actor: byUser(user.id) },
      input,
    );
  };
}
