import { setTimeout as sleep } from "node:timers/promises";
import { after, NextRequest, NextResponse } from "next/server";
import { isOutage } from "@/db/failure";
import { safePath, withError, withNext } from "@/lib/api/safe-path";
import type { SignInResult } from "@/lib/api/shapes";
import type { SocialProblem, SocialProvider } from "@/lib/api/social";
import type { Context } from "@/lib/auth/core/context";
import { replaySession } from "@/lib/auth/session/replay";
import type { SocialProfile } from "@/lib/auth/social/accounts";
import { claimReturn, finishReturn, returnPath } from "@/lib/auth/social/oauth-returns";
import { completeSocialSignIn } from "@/lib/auth/social/social";
import { deliverLater } from "@/lib/features/deliveries";
import { derivedSecrets, requestContext, requestTokenHash } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sessionCookie } from "@/lib/server/http/cookies";
import { sessionSecretFor } from "@/lib/server/http/idempotency";
import { logFailure, requestIdHeader } from "@/lib/server/log";
import { deliverMail } from "@/lib/server/mail/mail";
import { cookieAfterSignIn } from "@/lib/server/rate-limit/known-browser";
import { askAuthJs } from "./auth-js";
import type { ConfiguredProvider } from "./credentials";
import { answerCookie, clearStart, type OpenedStart, openStart, type SealedStart } from "./oauth-cookies";
import { socialProfile } from "./social-profile";

/** A return waits for a provider for this long (milliseconds). */
const timeout = 10_000;

/** A return that is sent again looks this often for what became of the first (milliseconds). */
const pollInterval = 250;

/** What became of a start: a new session, null for none, or a problem. */
type Outcome = { problem: SocialProblem } | { signedIn: SignInResult | null };

/** Where the browser goes on to, and its session where that is new. */
type Landing = { path: string; signedIn: SignInResult | null };

/**
 * Handles a browser's return from a provider: upgrades, signs in, links, or changes nothing, and goes on to a page of ours in every
 * case: the one that was asked for, /welcome-back where a guest's data can be moved, or one that says what to do now. A return that is sent
 * again asks the provider nothing and gets the same answer.
 */
export async function finishOAuth(request: NextRequest, provider: ConfiguredProvider): Promise<NextResponse> {
  if (request.method === "POST") return returnHome(request, provider.id);
  const present = request.cookies.getAll();
  const answer = await answerCookie.open(request.cookies.get(answerCookie.name())?.value);
  const params = answer ? new URLSearchParams(answer.body) : request.nextUrl.searchParams;
  const state = params.get("state") ?? "";
  const opened = await openStart(present, state);
  const { path, signedIn } =
    opened?.start.provider === provider.id
      ? await land(answer ? asPost(request, answer.body) : request, params, opened, provider)
      : { path: pathAfter({ problem: "START_AGAIN" }, null), signedIn: null };
  const response = redirectTo(path);
  for (const cookie of [...clearStart(present, state), answerCookie.clear()]) response.cookies.set(cookie);
  if (signedIn?.session.token) {
    response.cookies.set(sessionCookie(signedIn.session.token));
    response.cookies.set(cookieAfterSignIn(request.cookies, signedIn.user.id, new Date()));
  }
  return response;
}

/**
 * Apple answers with a POST from its own site, which brings no SameSite=Lax cookie and so no session. Its answer is sealed and sent
 * once more, as a visit to our own site.
 */
async function returnHome(request: NextRequest, provider: SocialProvider): Promise<NextResponse> {
  const body = await request.text();
  if (body.length > 2500) return redirectTo(pathAfter({ problem: "PROVIDER_FAILED" }, null));
  const response = redirectTo(`/api/auth/callback/${provider}`);
  response.cookies.set(await answerCookie.seal({ body }));
  return response;
}

function asPost(request: NextRequest, body: string): NextRequest {
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  return new NextRequest(request.nextUrl, { method: "POST", headers, body });
}

async function land(
  request: NextRequest,
  params: URLSearchParams,
  { start, checks }: OpenedStart,
  provider: ConfiguredProvider,
): Promise<Landing> {
  try {
    const error = params.get("error");
    if (error === "access_denied" || error === "user_cancelled_authorize")
      return { path: pathAfter({ problem: "CANCELLED" }, start), signedIn: null };
    const ctx = await contextOfReturn(request, start);
    if (!(await claimReturn(ctx, start.key))) return await landAgain(ctx, start);
    const outcome = await decide(ctx, request, { start, checks }, provider).catch((error) =>
      problemOf(request, error),
    );
    const path = pathAfter(outcome, start);
    await finishReturn(ctx, start.key, path).catch((error) => problemOf(request, error));
    if (!("signedIn" in outcome)) return { path, signedIn: null };
    after(deliverMail);
    deliverLater();
    return { path, signedIn: outcome.signedIn };
  } catch (error) {
    return { path: pathAfter(problemOf(request, error), start), signedIn: null };
  }
}

/** The secret of a session that this return opens is the same whenever the same browser sends it again. */
async function contextOfReturn(
  { headers, cookies, nextUrl }: NextRequest,
  start: SealedStart,
): Promise<Context> {
  const tokenHash = requestTokenHash(headers, cookies);
  const request = { endpoint: nextUrl.pathname, input: null, tokenHash };
  return requestContext({
    headers,
    tokenHash,
    newSecret: sessionSecretFor(start.key, request, derivedSecrets().sessionSecret),
  });
}

/** The answer to a return that was sent before: the same page, and the same session within five minutes. */
async function landAgain(ctx: Context, start: SealedStart): Promise<Landing> {
  const giveUpAt = Date.now() + timeout + 1_000;
  let path = await returnPath(ctx, start.key);
  while (path === null && Date.now() < giveUpAt) {
    await sleep(pollInterval);
    path = await returnPath(ctx, start.key);
  }
  const again = await replaySession(ctx);
  const outcome: Outcome = again ? { signedIn: again } : { problem: "START_AGAIN" };
  return { path: path ?? pathAfter(outcome, start), signedIn: again };
}

function problemOf(request: NextRequest, error: unknown): { problem: SocialProblem } {
  logFailure(`GET ${request.nextUrl.pathname}`, error, request.headers.get(requestIdHeader));
  return { problem: isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR" };
}

function decide(
  ctx: Context,
  request: NextRequest,
  { start, checks }: OpenedStart,
  provider: ConfiguredProvider,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let isDecided = false;
    // Once only: somebody who was told that nothing has changed must not be linked later.
    const decideBy = (outcome: () => Promise<Outcome>) => {
      if (!isDecided) resolve(outcome());
      isDecided = true;
    };
    const failed = async (): Promise<Outcome> => ({ problem: "PROVIDER_FAILED" });
    const timer = setTimeout(decideBy, timeout, failed);
    askAuthJs(request, {
      checks,
      async signIn({ user, account, profile: claims }) {
        const profile = account && claims && (await socialProfile(provider, { user, account, claims }));
        if (profile) decideBy(() => withProfile(ctx, start, profile));
        return profile ? "/" : false;
      },
    })
      .then(
        () => decideBy(failed),
        (error) => decideBy(() => Promise.reject(error)),
      )
      .finally(() => clearTimeout(timer));
  });
}

async function withProfile(ctx: Context, start: SealedStart, profile: SocialProfile): Promise<Outcome> {
  const result = await completeSocialSignIn(ctx, start, profile);
  return result.ok ? { signedIn: result.data } : { problem: result.code };
}

function pathAfter(outcome: Outcome, start: SealedStart | null): string {
  const path = safePath(start?.callbackURL);
  if ("signedIn" in outcome) return outcome.signedIn?.guest ? withNext("/welcome-back", path) : path;
  const { problem } = outcome;
  return staysOnPage(start?.intent, problem)
    ? withError(path, problem)
    : `/auth-error?${new URLSearchParams({ error: problem, callbackURL: path })}`;
}

/** Whether the page that a start came from says itself what went wrong. */
function staysOnPage(intent: SealedStart["intent"] | undefined, problem: SocialProblem): boolean {
  if (problem === "ACCOUNT_ALREADY_LINKED") return intent === "upgrade" || intent === "link";
  return problem === "EMAIL_ALREADY_IN_USE" && intent === "upgrade";
}

function redirectTo(path: string): NextResponse {
  const headers = { "Cache-Control": "private, no-store" };
  return NextResponse.redirect(new URL(path, env().baseUrl), { status: 303, headers });
}
