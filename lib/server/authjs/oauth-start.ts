import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import { z } from "zod";
import { fail, ok, type Result } from "@/lib/api/result";
import type { accountLink } from "@/lib/api/schemas";
import type { SocialProvider } from "@/lib/api/social";
import type { Context } from "@/lib/auth/core/context";
import { newSessionSecret } from "@/lib/auth/core/secrets";
import { type OAuthIntent, sessionForOAuth } from "@/lib/auth/social/social";
import { env } from "@/lib/server/env";
import { askAuthJs } from "./auth-js";
import { isCheck, type NamedValue, type SealedStart, startCookies } from "./oauth-cookies";
import { enabledProvider } from "./sign-in-methods";

/** A start waits for a provider for this long (milliseconds). */
const timeout = 5_000;

type Input = z.output<typeof accountLink>;

/**
 * Starts at a provider: returns where to send the browser, and seals into cookies what for, by which session, and where to return to.
 * Errors: METHOD_DISABLED, UNAVAILABLE where the provider does not answer, those of `sessionForOAuth`.
 */
export function startOAuth(intent: OAuthIntent) {
  return async (ctx: Context, input: Input): Promise<Result<{ url: string }>> => {
    const provider = await enabledProvider(input.provider);
    if (provider === null) return fail("METHOD_DISABLED");
    const session = await sessionForOAuth(ctx, intent, input);
    if (!session.ok) return session;
    const answer = await Promise.race([askForAddress(provider.id), afterTimeout()]);
    const begun = answer && (await begunAt(answer));
    if (begun === null) return fail("UNAVAILABLE");
    const jar = await cookies();
    const callbackURL = ctx.askedPath(input, intent === "link" ? "/account" : "/");
    const sealed = await cookiesOf(begun, jar.getAll(), {
      intent,
      provider: provider.id,
      sessionId: session.data,
      callbackURL,
    });
    for (const cookie of [...sealed.clear, ...sealed.set]) jar.set(cookie);
    return ok({ url: begun.url });
  };
}

/** A sign-in that Auth.js's own form or client starts: sealed in the same way. */
export async function startByAuthJs(
  ctx: Context,
  request: NextRequest,
  provider: SocialProvider,
): Promise<Response> {
  const fields = new URLSearchParams(await request.clone().text());
  const asked = Object.fromEntries([...request.nextUrl.searchParams, ...fields]);
  const callbackURL = ctx.askedPath(asked);
  const session = await sessionForOAuth(ctx, "sign-in");
  const answer = await askAuthJs(request);
  const begun = await begunAt(answer);
  if (begun === null || !session.ok) return answer;
  const sealed = await cookiesOf(begun, request.cookies.getAll(), {
    intent: "sign-in",
    provider,
    sessionId: session.data,
    callbackURL,
  });
  const outgoing = new Headers(answer.headers);
  outgoing.delete("set-cookie");
  const response = new NextResponse(answer.body, { status: answer.status, headers: outgoing });
  for (const cookie of begun.cookies.filter(({ name }) => !isCheck(name))) response.cookies.set(cookie);
  for (const cookie of [...sealed.clear, ...sealed.set]) response.cookies.set(cookie);
  return response;
}

/** An address at a provider to send the browser to, and the cookies with which the answer will be checked. */
type Begun = { url: string; state: string; cookies: ReturnType<NextResponse["cookies"]["getAll"]> };

function askForAddress(provider: string): Promise<Response> {
  const request = new NextRequest(new URL(`/api/auth/signin/${provider}`, env().baseUrl), {
    method: "POST",
    headers: { "x-auth-return-redirect": "1" },
  });
  return askAuthJs(request, { trusted: true });
}

/** What Auth.js began, or null where its answer leads to a page of ours, as after a failure. */
async function begunAt(answer: Response): Promise<Begun | null> {
  const url =
    answer.headers.get("location") ?? z.object({ url: z.url() }).parse(await answer.clone().json()).url;
  const address = new URL(url);
  const state = address.searchParams.get("state");
  if (address.origin === env().baseUrl.origin || state === null) return null;
  return { url, state, cookies: new NextResponse(null, { headers: answer.headers }).cookies.getAll() };
}

function cookiesOf(
  { state, cookies }: Begun,
  present: readonly NamedValue[],
  start: Omit<SealedStart, "key" | "startedAt">,
) {
  const { token: key } = newSessionSecret();
  return startCookies(present, state, cookies, { ...start, key, startedAt: Date.now() });
}

function afterTimeout(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, timeout, null).unref());
}
