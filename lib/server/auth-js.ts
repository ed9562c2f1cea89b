import "server-only";
import { skipCSRFCheck } from "@auth/core";
import { headers } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth, { AuthError, type NextAuthConfig } from "next-auth";
import { isOutage } from "@/db/failure";
import type { User } from "@/lib/contract/wire";
import { authAdapter } from "./auth-adapter";
import { currentConfig } from "./config";
import { env } from "./env";
import { logFailure } from "./log";
import { authJsProviders } from "./providers";
import { contextOf, cookieAttributes, cookieName, presentedToken } from "./session";

declare module "next-auth" {
  interface Session {
    user: User;
  }
}

type SignInCallback = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["signIn"]>;

type Terms = {
  /** Called with what a provider vouches for. Auth.js goes no further than that: it writes no account and no session. */
  signIn?: SignInCallback;
  /** Set where this server itself makes the request, which therefore needs no token against forgery. */
  trusted?: true;
};

/** Who is signed in, read by Auth.js from the same sessions: null for nobody. Throws where the database cannot tell. */
export async function auth(): Promise<{ user: User; expires: string } | null> {
  const request = new NextRequest(new URL("/api/auth/session", env().baseUrl), { headers: await headers() });
  return (await askAuthJs(request)).json();
}

/**
 * Hands a request to Auth.js on our terms: it sees this site's own address whatever Host says, the presented session
 * under our cookie's exact name, and of all other cookies its own. It sets its own cookies, and ours only to clear it
 * at a sign-out: left alone it would, for an expired session too, and that is the one key to a guest's data.
 * Throws where the database cannot tell.
 */
export async function askAuthJs(request: NextRequest, terms: Terms = {}): Promise<Response> {
  const incoming = new Headers(request.headers);
  const token = presentedToken(request.headers, request.cookies.get(cookieName())?.value);
  const kept = request.cookies.getAll().filter(({ name }) => ownCookie.test(name));
  const sent = token === null ? kept : [...kept, { name: cookieName(), value: token }];
  incoming.set("cookie", sent.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; "));
  const url = new URL(request.nextUrl.pathname + request.nextUrl.search, env().baseUrl);
  const body = request.method === "POST" ? await request.text() : null;
  const { handlers } = NextAuth(await configFor(incoming, terms));
  const handler = request.method === "POST" ? handlers.POST : handlers.GET;
  const answer = await handler(new NextRequest(url, { method: request.method, headers: incoming, body }));
  const outgoing = new Headers(answer.headers);
  outgoing.set("cache-control", "private, no-store");
  outgoing.delete("set-cookie");
  const endsSession = request.nextUrl.pathname === "/api/auth/signout";
  for (const line of answer.headers.getSetCookie()) {
    const name = line.slice(0, line.indexOf("="));
    if (ownCookie.test(name) || (endsSession && name === cookieName())) outgoing.append("set-cookie", line);
  }
  return new Response(answer.body, { status: answer.status, headers: outgoing });
}

const ownCookie = /^(__Secure-|__Host-)?authjs\.(csrf-token|state|nonce|pkce\.code_verifier)$/;

async function configFor(incoming: Headers, { signIn, trusted }: Terms): Promise<NextAuthConfig> {
  const { baseUrl, secret } = env();
  const { maxAge, ...attributes } = cookieAttributes();
  const { lifetime } = (await currentConfig()).session;
  return {
    basePath: "/api/auth",
    secret,
    trustHost: true,
    useSecureCookies: baseUrl.protocol === "https:",
    providers: await authJsProviders(),
    adapter: authAdapter(() => contextOf(incoming, undefined)),
    // As long as each other, so that Auth.js never slides a session: the reader does.
    session: { strategy: "database", maxAge: lifetime, updateAge: lifetime },
    cookies: { sessionToken: { name: cookieName(), options: attributes } },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/auth-error" },
    callbacks: {
      signIn: signIn ?? (() => false),
      session: ({ session, user }) => ({ user: user.wire, expires: session.expires.toISOString() }),
    },
    ...(trusted && { skipCSRFCheck }),
    logger: { error: report, warn: () => {}, debug: () => {} },
  };
}

/** Auth.js would log an outage and carry on as if nobody were signed in. Thrown from here, it reaches the caller. */
function report(error: Error): void {
  const cause = innermost(error);
  if (isOutage(cause)) throw cause;
  logFailure(error instanceof AuthError ? `Auth.js ${error.type}` : "Auth.js", cause);
}

/** What Auth.js wrapped, once or more. */
function innermost(error: Error): Error {
  const { cause } = error;
  const inner = typeof cause === "object" && cause !== null && "err" in cause ? cause.err : cause;
  return inner instanceof Error ? innermost(inner) : error;
}
