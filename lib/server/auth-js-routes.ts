import { NextRequest, NextResponse } from "next/server";
import { isOutage } from "@/db/failure";
import { leavingSession } from "@/lib/auth/social";
import { signInSocial } from "@/lib/contract/endpoints";
import { fail } from "@/lib/contract/result";
import { askAuthJs } from "./auth-js";
import { countByAddress } from "./counted";
import { envelope } from "./handle";
import { logFailure, requestIdHeader } from "./log";
import { isCrossSite } from "./origin";
import { tooMany } from "./perform";
import { enabledProvider } from "./providers";
import { rateLimitHeaders } from "./rate-limit";
import { readBytes } from "./request-body";
import { contextOf, cookieName } from "./session";
import { leaveCookie, pathOf } from "./social-leave";
import { returnFrom } from "./social-return";

type Answer = (request: NextRequest) => Promise<Response>;

/** What Auth.js answers for, by action and, where there is one, provider; null where there is no such thing. */
async function answerTo(
  action: string | undefined,
  name: string | undefined,
): Promise<Record<string, Answer> | null> {
  if (name === undefined) {
    if (action === "session" || action === "csrf" || action === "providers" || action === "signin")
      return { GET: askAuthJs };
    return action === "signout" ? { POST: fromOurPages(askAuthJs) } : null;
  }
  const provider = await enabledProvider(name);
  if (provider === null) return null;
  if (action === "signin") return { POST: fromOurPages(startByAuthJs) };
  if (action !== "callback") return null;
  const back: Answer = (request) => returnFrom(request, provider);
  return provider === "apple" ? { GET: back, POST: back } : { GET: back };
}

async function handle(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const [action, name, ...rest] = pathname.replace("/api/auth/", "").split("/");
  const answers = rest.length > 0 ? null : await answerTo(action, name);
  if (answers === null) return envelope(fail("NOT_FOUND"));
  const answer = answers[request.method];
  if (!answer) return envelope(fail("METHOD_NOT_ALLOWED"), { Allow: Object.keys(answers).join(", ") });
  const body = request.method === "POST" ? await readBytes(request) : null;
  if (body?.ok === false) return envelope(body);
  try {
    return await answer(
      body
        ? new NextRequest(request.url, { method: "POST", headers: request.headers, body: body.data })
        : request,
    );
  } catch (error) {
    logFailure(`${request.method} ${pathname}`, error, request.headers.get(requestIdHeader));
    return envelope(fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR"));
  }
}

function fromOurPages(answer: Answer): Answer {
  return async (request) =>
    isCrossSite(request.headers) ? envelope(fail("CROSS_SITE_REQUEST")) : answer(request);
}

/** A sign-in that began with Auth.js's own client rather than at `sign-in/social`: sealed just the same. */
async function startByAuthJs(request: NextRequest): Promise<Response> {
  const counted = await countByAddress(signInSocial, request.headers);
  if (counted?.allowed === false) return envelope(tooMany(counted), rateLimitHeaders(counted));
  const provider = await enabledProvider(request.nextUrl.pathname.split("/").at(-1) ?? "");
  const asked = new URLSearchParams(await request.clone().text()).get("callbackUrl");
  const ctx = await contextOf(request.headers, request.cookies.get(cookieName())?.value);
  const leaving = await leavingSession(ctx, "sign-in");
  if (provider === null || !leaving.ok) return envelope(fail("NOT_FOUND"));
  const answer = await askAuthJs(request);
  const response = new NextResponse(answer.body, answer);
  const sealed = {
    intent: "sign-in",
    provider,
    sessionId: leaving.data,
    callbackURL: pathOf(asked),
  } as const;
  response.cookies.set(await leaveCookie.seal(sealed));
  return response;
}

/** The handlers of every path under /api/auth that has no route of its own. */
export const authJsRoutes = { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle };
