import { NextRequest, NextResponse } from "next/server";
import { z } from "zod";
import { isOutage } from "@/db/failure";
import type { SocialProfile } from "@/lib/auth/accounts";
import { readSession } from "@/lib/auth/session-reading";
import { arrive, type Leave } from "@/lib/auth/social";
import { safePath, withError, withNext } from "@/lib/contract/safe-path";
import type { SocialProblem, SocialProvider } from "@/lib/contract/social";
import type { Arrival } from "@/lib/contract/wire";
import { askAuthJs } from "./auth-js";
import { env } from "./env";
import { logFailure, requestIdHeader } from "./log";
import { sealedCookie } from "./sealed-cookie";
import { contextOf, cookieAttributes, cookieName } from "./session";
import { leaveCookie } from "./social-leave";
import { socialProfile } from "./social-profile";
import { deliverWebhooksLater } from "./webhooks";

/** No return waits longer than this for a provider (milliseconds). */
const patience = 10_000;

/** A provider's answer that came as another site's POST, on its way to a request that carries our own cookies. */
const answerCookie = sealedCookie("social-answer", z.object({ body: z.string().max(2500) }), 120);

type Landing = { problem: SocialProblem } | { arrival: Arrival | null };

/**
 * Where a provider sends a browser back to. Links, switches or makes the user, or changes nothing, and goes on to a
 * page of ours in every case: the one that was asked for, /welcome-back where a guest's work waits, or one that says
 * what to do now.
 */
export async function returnFrom(request: NextRequest, provider: SocialProvider): Promise<NextResponse> {
  if (request.method === "POST") return bringHome(request, provider);
  const left = await leaveCookie.open(request.cookies.get(leaveCookie.name())?.value);
  const leave = left?.provider === provider ? left : null;
  const landing = leave ? await land(request, provider, leave) : { problem: "START_AGAIN" as const };
  if ("arrival" in landing) deliverWebhooksLater();
  const path = pathAfter(landing, leave?.intent === "upgrade", leave?.callbackURL ?? "/");
  const response = goTo(path);
  for (const { name } of request.cookies.getAll().filter(({ name }) => checkCookie.test(name)))
    response.cookies.set({ ...leaveCookie.clear(), name });
  response.cookies.set(leaveCookie.clear());
  response.cookies.set(answerCookie.clear());
  const token = "arrival" in landing ? landing.arrival?.session.token : null;
  if (token) response.cookies.set(cookieName(), token, cookieAttributes());
  return response;
}

const checkCookie = /^(__Secure-)?authjs\.(state|nonce|pkce\.code_verifier)$/;

/**
 * Apple answers with a POST from its own site, which brings no SameSite=Lax cookie and so nobody's session. Its answer
 * is sealed and goes round once more, as a visit to our own site.
 */
async function bringHome(request: NextRequest, provider: SocialProvider): Promise<NextResponse> {
  const body = await request.text();
  if (body.length > 2500) return goTo(pathAfter({ problem: "PROVIDER_FAILED" }, false, "/"));
  const response = goTo(`/api/auth/callback/${provider}`);
  response.cookies.set(await answerCookie.seal({ body }));
  return response;
}

async function land(request: NextRequest, provider: SocialProvider, leave: Leave): Promise<Landing> {
  const answer = await answerCookie.open(request.cookies.get(answerCookie.name())?.value);
  const said = (answer ? new URLSearchParams(answer.body) : request.nextUrl.searchParams).get("error");
  if (said === "access_denied" || said === "user_cancelled_authorize") return { problem: "CANCELLED" };
  try {
    return await decide(answer ? asPost(request, answer.body) : request, provider, leave);
  } catch (error) {
    logFailure(`return from ${provider}`, error, request.headers.get(requestIdHeader));
    return { problem: isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR" };
  }
}

function asPost(request: NextRequest, body: string): NextRequest {
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  return new NextRequest(request.nextUrl, { method: "POST", headers, body });
}

function decide(request: NextRequest, provider: SocialProvider, leave: Leave): Promise<Landing> {
  return new Promise((resolve) => {
    let isDecided = false;
    // Once only: whoever was told that nothing has changed must not be linked after all.
    const decideBy = (landing: () => Promise<Landing>) => {
      if (!isDecided) resolve(landing());
      isDecided = true;
    };
    const timer = setTimeout(decideBy, patience, () => withoutProfile(request));
    askAuthJs(request, {
      async signIn({ user, account, profile: claims }) {
        const profile = account && claims && (await socialProfile(provider, user, account, claims));
        if (profile) decideBy(() => withProfile(request, leave, profile));
        return profile ? "/" : false;
      },
    })
      .then(
        () => decideBy(() => withoutProfile(request)),
        (error) => decideBy(() => Promise.reject(error)),
      )
      .finally(() => clearTimeout(timer));
  });
}

async function withProfile(request: NextRequest, leave: Leave, profile: SocialProfile): Promise<Landing> {
  const ctx = await contextOf(request.headers, request.cookies.get(cookieName())?.value);
  const result = await arrive(ctx, leave, profile);
  return result.ok ? { arrival: result.data } : { problem: result.code };
}

/** The provider named nobody. Where the same answer came twice, the other has been used, and the session has its new secret. */
async function withoutProfile(request: NextRequest): Promise<Landing> {
  const ctx = await contextOf(request.headers, request.cookies.get(cookieName())?.value);
  const { state } = await readSession(ctx);
  return state === "rotated" ? { arrival: null } : { problem: "PROVIDER_FAILED" };
}

function pathAfter(landing: Landing, isUpgrade: boolean, callbackURL: string): string {
  const back = safePath(callbackURL);
  if ("arrival" in landing) return landing.arrival?.guest ? withNext("/welcome-back", back) : back;
  const { problem } = landing;
  if (isUpgrade && (problem === "ACCOUNT_ALREADY_LINKED" || problem === "EMAIL_ALREADY_IN_USE"))
    return withError(back, problem);
  return `/auth-error?${new URLSearchParams({ error: problem, callbackURL: back })}`;
}

function goTo(path: string): NextResponse {
  const headers = { "Cache-Control": "private, no-store" };
  return NextResponse.redirect(new URL(path, env().baseUrl), { status: 303, headers });
}
