import { fail, ok, type Result } from "@/lib/api/result";
import { type DeriveSecret, hashSecret, newSessionSecret, type Secret } from "@/lib/auth/core/secrets";

/** The header in which other callers send it (IETF draft idempotency-key-header). */
export const idempotencyHeader = "idempotency-key";

/**
 * A request's key: 256 random bits in 43 to 128 letters, digits, - or _; null for none. Errors: VALIDATION_FAILED for anything else.
 */
export function idempotencyKey(given: unknown): Result<string | null> {
  if (given === undefined || given === null || given === "") return ok(null);
  if (typeof given === "string" && /^[\w-]{43,128}$/.test(given)) return ok(given);
  return fail("VALIDATION_FAILED", { fields: { "Idempotency-Key": "43 to 128 letters, digits, - or _" } });
}

/**
 * Where the new secret of a session comes from. Without a key it is random. With one it is derived from the key and everything that
 * makes two requests the same: the endpoint, the input, and the secret that the browser holds. So the same request sent again names the same
 * session, and its answer can be given again without anything being stored beside it; whoever lacks the key can derive nothing.
 */
export function sessionSecretFor(
  key: string | null,
  request: { endpoint: string; input: unknown; tokenHash: string | null },
  derive: DeriveSecret,
): () => Secret {
  if (key === null) return newSessionSecret;
  const token = derive(JSON.stringify([key, request.endpoint, request.tokenHash, request.input]));
  return () => ({ token, tokenHash: hashSecret(token) });
}
