import "server-only";
import { skipCSRFCheck } from "@auth/core";
import { NextRequest } from "next/server";
import NextAuth, { AuthError, type NextAuthConfig } from "next-auth";
import type { z } from "zod";
import { isOutage } from "@/db/failure";
import { user as userShape } from "@/lib/api/shapes";
import { requestContext, requestToken } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { clearedSessionCookie, sessionCookieName } from "@/lib/server/http/cookies";
import { logFailure } from "@/lib/server/log";
import { currentConfig } from "@/lib/server/settings";
import { authAdapter } from "./auth-adapter";
import { isCheck, type NamedValue } from "./oauth-cookies";
import { authJsProviders } from "./sign-in-methods";

/** A user as the wire has it. */
export type WireUser = z.input<typeof userShape>;

declare module "next-auth" {
  interface Session {
    user: WireUser;
  }
}

type SignInCallback = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["signIn"]>;

type Terms = {
  /** Called with what a provider vouches for. Auth.js goes no further than that: it writes no account and no session. */
  signIn?: SignInCallback;
  /** The cookies with which Auth.js checks a provider's answer: kept under other names, one set for each start. */
  checks?: readonly NamedValue[];
  /** Set where this server itself makes the request, which therefore needs no token against forgery. */
  trusted?: true;
};

/**
 * Hands a request to Auth.js on our terms: it sees this site's own address whatever Host says, the session's secret under our cookie's
 * exact name, and of all other cookies its own. It sets its own cookies, and ours only to clear it at a sign-out: by itself it would clear it for an
 * expired session too, and that is the only key to a guest's data. Throws when the database is unavailable.
 */
export async function askAuthJs(request: NextRequest, terms: Terms = {}): Promise<Response> {
  const incoming = new Headers(request.headers);
  const sessionName = sessionCookieName();
  const token = requestToken(request.headers, request.cookies.get(sessionName)?.value);
  const kept = request.cookies.getAll().filter(({ name }) => csrfCookie.test(name));
  const sent = [
    ...kept,
    ...(terms.checks ?? []),
    ...(token === null ? [] : [{ name: sessionName, value: token }]),
  ];
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
    if (csrfCookie.test(name) || isCheck(name) || (endsSession && name === sessionName))
      outgoing.append("set-cookie", line);
  }
  return new Response(answer.body, { status: answer.status, headers: outgoing });
}

const csrfCookie = /^(__Secure-|__Host-)?authjs\.csrf-token$/;

async function configFor(incoming: Headers, { signIn, trusted }: Terms): Promise<NextAuthConfig> {
  const { baseUrl, secret } = env();
  const { name, value: _value, maxAge: _maxAge, ...options } = clearedSessionCookie();
  const { lifetime } = (await currentConfig()).session;
  return {
    basePath: "/api/auth",
    secret,
    trustHost: true,
    useSecureCookies: baseUrl.protocol === "https:",
    providers: await authJsProviders(),
    adapter: authAdapter(() => requestContext({ headers: incoming, tokenHash: null })),
    // As long as each other, so that Auth.js never slides a session: the reader does.
    session: { strategy: "database", maxAge: lifetime, updateAge: lifetime },
    cookies: { sessionToken: { name, options } },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/auth-error" },
    callbacks: {
      signIn: signIn ?? (() => false),
      // Lists what leaves: what Auth.js would answer with holds the session's secret.
      session({ session, user }) {
        if (!user.own) throw new Error("a session was read without its user");
        return { user: userShape.encode(user.own), expires: session.expires.toISOString() };
      },
    },
    ...(trusted && { skipCSRFCheck }),
    logger: { error: report, warn: () => {}, debug: () => {} },
  };
}

/** Auth.js would log an outage and carry on as if nobody were signed in. Thrown from here, it reaches the caller. */
function report(error: Error): void {
  const causes = causesOf(error);
  const outage = causes.find(isOutage);
  if (outage) throw outage;
  logFailure(error instanceof AuthError ? `Auth.js ${error.type}` : "Auth.js", causes.at(-1));
}

/** An error and what it wraps, in Auth.js's way too. */
function causesOf(error: Error): Error[] {
  const { cause } = error;
  const inner = typeof cause === "object" && cause !== null && "err" in cause ? cause.err : cause;
  return inner instanceof Error ? [error, ...causesOf(inner)] : [error];
}
