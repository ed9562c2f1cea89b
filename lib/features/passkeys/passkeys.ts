import { and, asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { passkeys } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import { hasOneSignInMethod } from "@/lib/auth/account/sign-in-methods";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import type { UserRow } from "@/lib/auth/core/users";
import { queueNotice } from "@/lib/auth/email/outbox";
import { currentUser } from "@/lib/auth/session/session";
import type { Passkey } from "./api";
import type { VerifiedPasskey } from "./passkey-verification";

export type PasskeyRow = typeof passkeys.$inferSelect;

/** Returns a user's passkeys, oldest first. */
export function passkeysOf(db: Db, userId: string): Promise<PasskeyRow[]> {
  return db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.id));
}

/** Lists the current user's passkeys, oldest first; a guest has none. Errors: those of `currentUser`. */
export async function listPasskeys(ctx: Context): Promise<Result<Passkey[]>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  return ok((await passkeysOf(ctx.db, current.data.user.id)).map(toPasskey));
}

function toPasskey({ id, name, backupEligible, createdAt, lastUsedAt }: PasskeyRow): Passkey {
  return { id, name, isSynced: backupEligible, createdAt, lastUsedAt };
}

/** Stores a user's new passkey and returns its id, or null where the passkey belongs to somebody already. */
export async function insertPasskey(
  { db, clock }: Context,
  userId: string,
  { challenge: _, ...passkey }: VerifiedPasskey,
  name: string | null,
): Promise<string | null> {
  const [inserted] = await db
    .insert(passkeys)
    .values({ ...passkey, id: newId("pky"), userId, name, createdAt: clock() })
    .onConflictDoNothing({ target: passkeys.credentialId })
    .returning({ id: passkeys.id });
  return inserted?.id ?? null;
}

/** Renames one of the current user's passkeys; null is no name. Errors: those of `currentUser`, NOT_FOUND. */
export async function renamePasskey(
  ctx: Context,
  { id, name }: { id: string; name: string | null },
): Promise<Result<Passkey>> {
  const current = await currentUser(ctx);
  if (!current.ok) return current;
  const [renamed] = await ctx.db
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, current.data.user.id)))
    .returning();
  return renamed ? ok(toPasskey(renamed)) : fail("NOT_FOUND");
}

const onlyMethod = "This is your only way to sign in. Add another passkey first.";

/**
 * Removes one of the current user's passkeys, and tells them by email. The last sign-in method stays: the user is locked, so of two
 * removals at the same time the later one sees what is left.
 * Errors: those of `withConfirmedUser`, NOT_FOUND, CONFLICT (`fields.id`) for the last sign-in method.
 */
export function removePasskey(
  ctx: Context,
  input: { id: string; password?: string | undefined },
): Promise<Result<null>> {
  const remove = async (tx: Context, { id: userId }: UserRow): Promise<Result<null>> => {
    const isOwn = and(eq(passkeys.id, input.id), eq(passkeys.userId, userId));
    const [own] = await tx.db.select({ id: passkeys.id }).from(passkeys).where(isOwn);
    if (!own) return fail("NOT_FOUND");
    if (await hasOneSignInMethod(tx.db, userId)) return fail("CONFLICT", { fields: { id: onlyMethod } });
    await tx.db.delete(passkeys).where(isOwn);
    await writeAudit(tx, {
      type: "passkey.removed",
      userId,
      actor: byUser(userId),
      details: { passkeyId: own.id },
    });
    await queueNotice(tx, "passkey-removed", userId);
    return ok(null);
  };
  return withConfirmedUser(ctx, input, remove, { orRecentSignIn: true });
}
