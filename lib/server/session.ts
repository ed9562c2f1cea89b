import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { readSession, type SessionLookup } from "@/lib/auth/session/session";
import { requestContext, requestTokenHash } from "./context";
import { browserCookieName, ownSecret, sessionCookieName } from "./http/cookies";

/** What services know of the request for this page. The same for all parts of the page. */
export const currentContext = cache(async (): Promise<Context> => {
  const [incoming, jar] = [await headers(), await cookies()];
  return requestContext({
    headers: incoming,
    tokenHash: requestTokenHash(incoming, jar.get(sessionCookieName())?.value),
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
