import { cookies, headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import type { Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { readSession, type SessionLookup } from "@/lib/auth/session/session";
import { requestContext, requestTokenHash } from "./context";
import { browserCookieName, ownSecret } from "./http/cookies";
import { failureResult } from "./log";
import "server-only";

/** What services know of the request for this page. The same for all parts of the page. */
export const currentContext = cache(async (): Promise<Context> => {
  const [incoming, jar] = [await headers(), await cookies()];
  return requestContext({
    headers: incoming,
    tokenHash: requestTokenHash(incoming, jar),
    browserSecret: ownSecret(jar.get(browserCookieName())?.value) ?? null,
  });
});

/**
 * Returns what the session of this page's request is. Read once for a page, however many parts ask. Throws when the database is unavailable,
 * which is not the same as nobody.
 */
export const getLookup = cache(async (): Promise<SessionLookup> => readSession(await currentContext()));

/** Returns the session of this page's request, or null for nobody. Throws as `getLookup`. */
export async function getCurrent(): Promise<SignedIn | null> {
  const lookup = await getLookup();
  return lookup.state === "live" ? { user: lookup.user, session: lookup.session } : null;
}

/**
 * Asks a service for the page that is being shown. Only for services that read: opening a page changes nothing. Never rejects; an outage is
 * UNAVAILABLE and a bug INTERNAL_ERROR, as at the endpoints.
 */
export async function ask<Data>(service: (ctx: Context) => Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await service(await currentContext());
  } catch (error) {
    unstable_rethrow(error);
    return failureResult("page", error, await headers());
  }
}
