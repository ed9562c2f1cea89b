import { and, asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { passkeys } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { removeCredential } from "@/lib/auth/account/sign-in-methods";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { currentUser } from "@/lib/auth/session/session";
import type { Passkey } from "./api";
import type { VerifiedPasskey } from "./passkey-verification";
import { passkeyCredentials } from "./sign-in-method";

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

/** Removes one of the current user's passkeys. Errors: those of `removeCredential`. */
export function removePasskey(
  ctx: Context,
  input: { id: string; password?: string | undefined },
): Promise<Result<null>> {
  return removeCredential(ctx, passkeyCredentials, input);
}
