import { and, eq, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { accounts, passwords, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import type { Credentials } from "@/lib/auth/core/credentials";
import { queueNotice } from "@/lib/auth/email/outbox";
import { featureCredentials } from "@/lib/features/sign-in-methods";
import { withConfirmedUser } from "./confirm-identity";

export const accountCredentials: Credentials = {
  id: accounts.id,
  userId: accounts.userId,
  name: accounts.provider,
  addedAt: accounts.createdAt,
  removal: {
    event: "account.unlinked",
    notice: "account-unlinked",
    details: { provider: accounts.provider },
    onlyMethod: "This is your only way to sign in. Add another one first.",
  },
};

/** The core's, and those that features have. */
export const credentials: readonly Credentials[] = [accountCredentials, ...featureCredentials];

/**
 * Returns, as a jsonb array of names, everything by which a user can sign in: a password with its address, a verified address, each provider
 * account, each passkey. Who has none is a guest. `userId` is an expression for the user's id.
 */
export function signInMethodsOf(userId: SQL | AnyPgColumn): SQL<string[]> {
  const byEmail = sql`SELECT 'email' AS name FROM ${users} AS own
    WHERE own.id = ${userId} AND own.email_verified_at IS NOT NULL`;
  const byPassword = sql`SELECT 'password' FROM ${passwords}
    JOIN ${users} AS own ON own.id = ${passwords.userId}
    WHERE ${passwords.userId} = ${userId} AND own.email IS NOT NULL`;
  const byCredentials = credentials.map(
    (each) => sql`SELECT ${each.name} FROM ${each.userId.table} WHERE ${each.userId} = ${userId}`,
  );
  const all = sql.join([byEmail, byPassword, ...byCredentials], sql` UNION ALL `);
  return sql<
    string[]
  >`(SELECT coalesce(jsonb_agg(methods.name ORDER BY methods.name), '[]') FROM (${all}) AS methods)`;
}

/** Whether a user who has no address and no password anymore can still sign in. `userId` as before. */
export function canSignInWithoutEmail(userId: SQL | AnyPgColumn): SQL<boolean> {
  const each = credentials.map(
    (credential) =>
      sql`EXISTS (SELECT FROM ${credential.userId.table} WHERE ${credential.userId} = ${userId})`,
  );
  return sql<boolean>`(${sql.join(each, sql` OR `)})`;
}

/**
 * Removes one of the current user's credentials, by its id, and tells them by email. The last sign-in method stays: the user is locked, so of two
 * removals at the same time the later one sees what is left.
 * Errors: those of `withConfirmedUser`, NOT_FOUND, CONFLICT (`fields.id`) for the last sign-in method.
 */
export function removeCredential(
  ctx: Context,
  { id, userId: owner, removal }: Credentials,
  input: { id: string; password?: string | undefined },
  options: { registered?: true } = {},
): Promise<Result<null>> {
  return withConfirmedUser(
    ctx,
    input,
    async (tx, { id: userId }) => {
      const isOwn = and(eq(id, input.id), eq(owner, userId));
      const [own] = await tx.db.select(removal.details).from(owner.table).where(isOwn);
      if (!own) return fail("NOT_FOUND");
      if (await hasOneSignInMethod(tx.db, userId))
        return fail("CONFLICT", { fields: { id: removal.onlyMethod } });
      await tx.db.delete(owner.table).where(isOwn);
      await writeAudit(tx, { type: removal.event, userId, actor: byUser(userId), details: own });
      await queueNotice(tx, removal.notice, userId);
      return ok(null);
    },
    { ...options, orRecentSignIn: true },
  );
}

/** Whether a user, whom this transaction has locked, can sign in by one thing alone, which therefore has to stay. */
async function hasOneSignInMethod(db: Db, userId: string): Promise<boolean> {
  const [found] = await db
    .select({ methods: signInMethodsOf(users.id) })
    .from(users)
    .where(eq(users.id, userId));
  return found?.methods.length === 1;
}
