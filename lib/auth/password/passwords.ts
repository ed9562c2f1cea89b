import { availableParallelism } from "node:os";
import { eq } from "drizzle-orm";
import pLimit from "p-limit";
import type { Db } from "@/db/client";
import { passwords } from "@/db/schema";
import type { Config } from "@/lib/api/admin/admin-shapes";
import { type ErrorCode, errors } from "@/lib/api/errors";
import { fail, ok, type Result } from "@/lib/api/result";
import type { Context } from "@/lib/auth/core/context";
import { processWide } from "@/lib/process-wide";

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Returns how many passwords to hash at a time: each takes a core, and one of libuv's threads, which DNS and files need too. One core and two
 * threads are left to everything else.
 */
export function hashesAtATime(cores: number, threads: number): number {
  return Math.max(1, Math.min(cores - 1, threads - 2));
}

/** Hashes in turn, forms and endpoints in one queue. Four threads are libuv's own default. */
function withinThreads<T>(work: () => Promise<T>): Promise<T> {
  const limit = processWide("hashes", () =>
    pLimit(hashesAtATime(availableParallelism(), Number(process.env.UV_THREADPOOL_SIZE) || 4)),
  );
  return limit(work);
}

/** Returns an Argon2id hash in PHC form. NFKC first, so that one password typed on two keyboards is one password (NIST SP 800-63B-4, 3.1.1.2). */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import("@node-rs/argon2");
  return withinThreads(() => hash(password.normalize("NFKC"), argon2id));
}

/** Verified where there is no password to verify, so that an unknown address takes as long as a known one. */
const dummyHash = () => processWide("dummy hash", () => hashPassword("no account has this password"));

/** Returns whether `password` made `hash`. With null it takes the same time and is never true. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const { verify } = await import("@node-rs/argon2");
  const expected = hash ?? (await dummyHash());
  const matches = await withinThreads(() => verify(expected, password.normalize("NFKC")));
  return matches && hash !== null;
}

/**
 * Returns why a new password is refused, or null: PASSWORD_TOO_SHORT (code points, by the settings), PASSWORD_TOO_COMMON (a list of
 * common passwords, or the address itself). No rules of composition (NIST SP 800-63B-4, 3.1.1.2).
 */
export async function passwordProblem(
  password: string,
  email: string,
  config: Config,
): Promise<ErrorCode | null> {
  if ([...password].length < config.password.minLength) return "PASSWORD_TOO_SHORT";
  const folded = password.normalize("NFKC").toLowerCase();
  if (folded === email || folded === email.slice(0, email.indexOf("@"))) return "PASSWORD_TOO_COMMON";
  return (await commonPasswords()).has(folded) ? "PASSWORD_TOO_COMMON" : null;
}

function commonPasswords(): Promise<Set<string | number>> {
  return processWide("common passwords", async () => {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    return new Set(dictionary["passwords-common"]);
  });
}

/**
 * Returns the hash of a new password that may be used. Errors: PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON, both in `details.fields` under the name of
 * the field that it came in.
 */
export async function newPasswordHash(
  { config }: Pick<Context, "config">,
  { email, password }: { email: string; password: string },
  field = "password",
): Promise<Result<string>> {
  const problem = await passwordProblem(password, email, config);
  if (problem) return fail(problem, { fields: { [field]: errors[problem].message } });
  return ok(await hashPassword(password));
}

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
