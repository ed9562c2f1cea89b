import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Ctx } from "@/lib/auth/context";
import { hashSecret, mailCodes, mailSecrets, sessionSecrets } from "@/lib/auth/secrets";
import { getSession } from "@/lib/auth/session-reading";
import { absoluteLifetime } from "@/lib/auth/sessions";
import { type Visit, visitMarks } from "@/lib/auth/visits";
import type { SignedIn } from "@/lib/contract/wire";
import { product } from "@/lib/product";
import { hooks } from "../hooks";
import { clientNetwork } from "./client-ip";
import { currentConfig } from "./config";
import { connection } from "./db";
import { env } from "./env";
import { processWide } from "./process-wide";

/** `__Host-` binds the cookie to this host and to https; no other cookie's name may start with either form. */
export function cookieName(): string {
  return env().baseUrl.protocol === "https:" ? "__Host-guestbook" : "guestbook";
}

/**
 * Outlives the session it holds: when that ends, the server says so, and a cookie that slid with the session would
 * have to be written by pages, which cannot.
 */
export function cookieAttributes() {
  return {
    httpOnly: true,
    sameSite: "lax",
    secure: env().baseUrl.protocol === "https:",
    path: "/",
    maxAge: absoluteLifetime,
  } as const;
}

/** The secret of the session that a request presents: its bearer token, else its cookie. */
export function presentedToken(incoming: Headers, cookie: string | undefined): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(incoming.get("authorization") ?? "")?.[1];
  return bearer ?? (cookie || null);
}

/** `cookie` holds the session's secret, `browser` the one of a browser that asked for something before it had a session. */
export async function contextOf(
  incoming: Headers,
  cookie: string | undefined,
  browser?: string,
): Promise<Ctx> {
  const arrivedAt = new Date();
  const token = presentedToken(incoming, cookie);
  return {
    db: (await connection()).db,
    clock: () => new Date(),
    arrivedAt,
    tokenHash: token === null ? null : hashSecret(token),
    requestKey: incoming.get("idempotency-key"),
    userAgent: incoming.get("user-agent")?.slice(0, 400) ?? null,
    config: await currentConfig(),
    adminEmails: env().ADMIN_EMAILS,
    relyingParty: relyingParty(),
    browserHash: browser ? hashSecret(browser) : null,
    visit: () => visitOf(incoming, arrivedAt),
    hooks,
    announces: env().webhook !== null,
    ...processWide("secrets", deriveSecrets),
  };
}

function visitOf(incoming: Headers, now: Date): Visit | null {
  const network = clientNetwork(incoming);
  if (network === null) return null;
  const mark = processWide("visits", () => visitMarks(env().secret));
  return mark({ network, userAgent: incoming.get("user-agent") ?? "" }, now);
}

/** From AUTH_URL, whatever the Host header says. */
function relyingParty(): Ctx["relyingParty"] {
  const { hostname, origin } = env().baseUrl;
  return { id: hostname, name: product.name, origin };
}

function deriveSecrets() {
  const { secret } = env();
  return {
    mailSecret: mailSecrets(secret),
    mailCode: mailCodes(secret),
    sessionSecret: sessionSecrets(secret),
  };
}

/** What a verb knows of the request for this page. The same for all parts of the page. */
export const currentContext = cache(
  async (): Promise<Ctx> => contextOf(await headers(), (await cookies()).get(cookieName())?.value),
);

/**
 * Who asks for this page: a user with a session, or null for nobody. Read once for a page, however many parts ask.
 * Throws where the database cannot tell, which is not the same as nobody.
 */
export const getCurrent = cache(async (): Promise<SignedIn | null> => {
  const result = await getSession(await currentContext());
  return result.ok ? result.data : null;
});
