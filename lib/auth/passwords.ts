import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import type { ErrorCode } from "../contract/errors";
import type { Config } from "../contract/wire";

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashing takes a core each; more at once would only starve everything else. */
const oneAtATime = pLimit(Math.max(1, availableParallelism() - 1));

/** Verified where there is no password to verify, so that an unknown address takes as long as a known one. */
let dummy: Promise<string> | null = null;

/** An Argon2id hash in PHC form. NFKC first, so that one password typed on two keyboards is one password (NIST SP 800-63B-4, 3.1.1.2). */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import("@node-rs/argon2");
  return oneAtATime(() => hash(password.normalize("NFKC"), argon2id));
}

/** Whether `password` made `hash`. With null it takes the same time and is never true. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const { verify } = await import("@node-rs/argon2");
  dummy ??= hashPassword("no account has this password");
  const expected = hash ?? (await dummy);
  const matches = await oneAtATime(() => verify(expected, password.normalize("NFKC")));
  return matches && hash !== null;
}

/**
 * Why a new password is refused, or null: PASSWORD_TOO_SHORT (code points, by the owner's setting), PASSWORD_TOO_COMMON
 * (a list of common passwords, or the address itself). No rules of composition (NIST SP 800-63B-4, 3.1.1.2).
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

let common: Promise<Set<string>> | null = null;

function commonPasswords(): Promise<Set<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"]),
  );
  return common;
}
