import { wrongKeys } from "@/lib/api/admin/admin";
import { type Scope, scopes } from "@/lib/api/admin/scopes";
import { fail, ok, type Result } from "@/lib/api/result";
import { findApiKey } from "@/lib/auth/admin/api-keys";
import type { Actor } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { isSame } from "@/lib/auth/core/secrets";
import { hooks } from "@/lib/features/hooks";
import { knownProviders } from "./authjs/credentials";
import { database } from "./db";
import { env } from "./env";
import { count, readLimit, tooMany } from "./rate-limit/rate-limit";
import { clientKey } from "./request/client-address";

/** What a service of the admin knows when `actor` calls it. */
export async function adminContext(actor: Actor): Promise<AdminContext> {
  return { db: await database(), clock: () => new Date(), actor, providers: knownProviders(), hooks };
}

/**
 * Who calls with the API key of this request, and what it may do. An address that has brought too many wrong keys is refused before the
 * database is asked about another; the root key, which costs no look-up, is not.
 * Errors: INVALID_API_KEY, RATE_LIMITED.
 */
export async function requestApiKey(
  incoming: Headers,
): Promise<Result<{ actor: Actor; scopes: readonly Scope[] }>> {
  const key = /^Bearer +(\S+)$/i.exec(incoming.get("authorization") ?? "")?.[1] ?? "";
  const { BANATA_API_KEY } = env();
  if (BANATA_API_KEY !== undefined && isSame(key, BANATA_API_KEY))
    return ok({ actor: { type: "root_key" }, scopes });
  const guesses = await readLimit(wrongKeys, clientKey(incoming));
  if (!guesses.allowed) return tooMany(guesses);
  const found = await findApiKey({ db: await database(), clock: () => new Date() }, key);
  if (found) return ok({ actor: { type: "api_key", id: found.id }, scopes: found.scopes });
  const counted = await count(wrongKeys, clientKey(incoming));
  return counted.allowed ? fail("INVALID_API_KEY") : tooMany(counted);
}
