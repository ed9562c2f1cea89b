import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { passwords } from "@/db/schema";
import { fail, type Result } from "@/lib/api/result";
import { verifyPassword } from "./passwords";

/** Returns the stored hash of a user's password where `password` is right, else null. Takes as long for a user without a password. */
export async function matchingHash(
  db: Db,
  userId: string,
  password: string | undefined,
): Promise<string | null> {
  if (password === undefined) return null;
  const [found] = await db
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.userId, userId));
  const hash = found?.hash ?? null;
  return (await verifyPassword(hash, password)) ? hash : null;
}

/** Returns the hash of a user's password, or null for none, in a transaction until whose end it stays as it is. */
export async function lockPasswordHash(db: Db, userId: string): Promise<string | null> {
  const [found] = await db
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.userId, userId))
    .for("share");
  return found?.hash ?? null;
}

/** The error for a password that is missing (VALIDATION_FAILED) or wrong (INVALID_CREDENTIALS). Names the field in `details.fields`. */
export function passwordError(given: string | undefined, field = "password"): Result<never> {
  return given === undefined
    ? fail("VALIDATION_FAILED", { fields: { [field]: "Enter your password" } })
    : fail("INVALID_CREDENTIALS", { fields: { [field]: "Wrong password." } });
}
