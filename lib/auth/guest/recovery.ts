import { randomBytes } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { users, verificationTokens } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { RecoveryCode, SignInResult } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { hashSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";
import { replaceToken } from "@/lib/auth/email/tokens";
import { openSession } from "@/lib/auth/session/open-session";
import { currentUser, sessionError } from "@/lib/auth/session/session";

/** How long a guest may keep a code in a drawer (seconds). */
const lifetime = 365 * 24 * 60 * 60;

/**
 * Creates a code, shown once, that opens the current guest on another device, or here after the session expired. It replaces the one
 * before. Errors: those of `currentUser`, USER_NOT_ANONYMOUS.
 */
export async function createRecoveryCode(ctx: Context): Promise<Result<RecoveryCode>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  const code = newRecoveryCode();
  const tokenHash = hashSecret(canonicalCode(code));
  const expiresAt = addSeconds(ctx.clock(), lifetime);
  return withTransaction(ctx, async (tx) => {
    const { current } = await lockUsers(tx);
    if (current === null) return sessionError("none");
    if (!current.isAnonymous) return fail("USER_NOT_ANONYMOUS");
    const token = { id: newId("tok"), purpose: "recovery", tokenHash, expiresAt } as const;
    await replaceToken(tx, token, { userId: current.id });
    return ok({ code, expiresAt }, 201);
  });
}

/**
 * Opens the guest of this code in a new session, once. The guest's other devices stay signed in. A guest whom this browser held before is
 * remembered, as at a sign-in: its data can be moved.
 * Errors: TOKEN_INVALID, also where the guest has an account by now, or was deleted.
 */
export async function recover(ctx: Context, input: { code: string }): Promise<Result<SignInResult>> {
  const now = ctx.clock();
  const isValid = and(
    eq(verificationTokens.tokenHash, hashSecret(canonicalCode(input.code))),
    eq(verificationTokens.purpose, "recovery"),
    gt(verificationTokens.expiresAt, now),
  );
  return withTransaction(ctx, async (tx) => {
    const [found] = await tx.db
      .select({ userId: verificationTokens.userId })
      .from(verificationTokens)
      .where(isValid);
    if (!found?.userId) return fail("TOKEN_INVALID");
    const { all } = await lockUsers(tx, { userId: found.userId });
    const guest = all.find(({ id, isAnonymous }) => id === found.userId && isAnonymous);
    if (!guest) return fail("TOKEN_INVALID");
    const [used] = await tx.db
      .delete(verificationTokens)
      .where(isValid)
      .returning({ id: verificationTokens.id });
    if (!used) return fail("TOKEN_INVALID");
    await tx.db.update(users).set({ lastActiveAt: now }).where(eq(users.id, guest.id));
    return ok(await openSession(tx, guest.id, "recovery"));
  });
}

/** Crockford's Base32: no letter that is read as another, spoken or written. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Creates 140 random bits that a person can type, in seven groups of four. */
function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(28), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
  return letters.replace(/.{4}(?=.)/g, "$&-");
}

/** Returns the code that was meant by what was typed: any case, any spaces and dashes, O for 0, I and L for 1. */
export function canonicalCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return letters.replace(/O/g, "0").replace(/[IL]/g, "1");
}
