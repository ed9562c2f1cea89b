import { eq, exists } from "drizzle-orm";
import { passwords, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { AccountSummary } from "@/lib/api/views";
import type { Context } from "@/lib/auth/core/context";
import { ownedCounts } from "@/lib/auth/core/owned";
import { currentUser } from "@/lib/auth/session/session";

/** Returns what the current user owns, to be said before it is lost. Errors: those of `currentUser`. */
export async function summarizeAccount(ctx: Context): Promise<Result<AccountSummary>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  const { db } = ctx;
  const password = db.select({ id: passwords.userId }).from(passwords).where(eq(passwords.userId, users.id));
  const [summary] = await db
    .select({ counts: ownedCounts(users.id), hasPassword: exists(password).mapWith(Boolean) })
    .from(users)
    .where(eq(users.id, signedIn.data.user.id));
  return summary ? ok(summary) : fail("NO_SESSION");
}
