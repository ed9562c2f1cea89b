import { desc, eq, sql } from "drizzle-orm";
import { mailOutbox, sessions, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { Person } from "@/lib/api/views";
import { signInMethodsOf } from "@/lib/auth/account/sign-in-methods";
import type { AdminContext } from "@/lib/auth/core/context";
import { ownedCounts } from "@/lib/auth/core/owned";
import { toUser } from "@/lib/auth/core/users";
import { liveSessions } from "@/lib/auth/session/session";

/** So many of a user's sessions are shown, the newest first. */
const sessionsAtMost = 100;

/** Returns all that an admin sees of one user. Errors: NOT_FOUND. */
export async function getPerson(ctx: AdminContext, { id }: { id: string }): Promise<Result<Person>> {
  const { db } = ctx;
  const refusal = db
    .select({ refusal: mailOutbox.refusal })
    .from(mailOutbox)
    .where(eq(mailOutbox.recipient, users.email))
    .orderBy(desc(mailOutbox.createdAt))
    .limit(1);
  const [found, live] = await Promise.all([
    db
      .select({
        user: users,
        emailRefusal: sql<string | null>`${refusal}`,
        signInMethods: signInMethodsOf(users.id),
        counts: ownedCounts(users.id),
      })
      .from(users)
      .where(eq(users.id, id)),
    db
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        place: sessions.place,
        createdAt: sessions.createdAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(liveSessions(id, ctx.clock()))
      .orderBy(desc(sessions.id))
      .limit(sessionsAtMost),
  ]);
  const [row] = found;
  if (!row) return fail("NOT_FOUND");
  const signInMethods = [...new Set(row.signInMethods)];
  return ok({ ...row, user: toUser(row.user), signInMethods, sessions: live });
}
