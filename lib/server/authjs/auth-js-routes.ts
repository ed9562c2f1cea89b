import { NextRequest } from "next/server";
import { fail } from "@/lib/api/result";
import { endpointOf } from "@/lib/api/table";
import { requestContext, requestTokenHash } from "@/lib/server/context";
import { jsonResponse, withRequestId } from "@/lib/server/http/json-response";
import { failureResult } from "@/lib/server/log";
import { countByAddress, countOnce, otherChange } from "@/lib/server/rate-limit/counted";
import { rateLimitHeaders, tooMany } from "@/lib/server/rate-limit/rate-limit";
import { isCrossSite } from "@/lib/server/request/cross-site";
import { readBytes } from "@/lib/server/request/request-body";
import { askAuthJs } from "./auth-js";
import { finishOAuth } from "./oauth-return";
import { startByAuthJs } from "./oauth-start";
import { enabledProvider } from "./sign-in-methods";

type Handler = (request: NextRequest) => Promise<Response>;

/** The methods that Auth.js answers to, by action and, where there is one, provider; null where there is no such path. */
async function handlersOf(
  action: string | undefined,
  name: string | undefined,
): Promise<Record<string, Handler> | null> {
  if (name === undefined) {
    if (action === "session" || action === "csrf" || action === "providers" || action === "signin")
      return { GET: askAuthJs };
    return action === "signout" ? { POST: fromOurPages(askAuthJs) } : null;
  }
  const provider = await enabledProvider(name);
  if (provider === null) return null;
  if (action === "signin")
    return {
      POST: fromOurPages((request) =>
        withinLimit(request, async () => {
          const tokenHash = requestTokenHash(request.headers, request.cookies);
          const ctx = await requestContext({ headers: request.headers, tokenHash });
          return startByAuthJs(ctx, request, provider.id);
        }),
      ),
    };
  if (action !== "callback") return null;
  const finish: Handler = (request) => finishOAuth(request, provider);
  return provider.answersByPost ? { GET: finish, POST: finish } : { GET: finish };
}

async function handle(request: NextRequest): Promise<Response> {
  try {
    return await answer(request);
  } catch (error) {
    return jsonResponse(
      failureResult(`${request.method} ${request.nextUrl.pathname}`, error, request.headers),
    );
  }
}

async function answer(request: NextRequest): Promise<Response> {
  const counted = request.method === "GET" ? null : await countOnce(request.headers, otherChange);
  if (counted?.allowed === false) return jsonResponse(tooMany(counted), rateLimitHeaders(counted));
  const [action, name, ...rest] = request.nextUrl.pathname.replace("/api/auth/", "").split("/");
  const handlers = rest.length > 0 ? null : await handlersOf(action, name);
  if (handlers === null) return jsonResponse(fail("NOT_FOUND"));
  const handler = handlers[request.method];
  if (!handler) return jsonResponse(fail("METHOD_NOT_ALLOWED"), { Allow: Object.keys(handlers).join(", ") });
  if (request.method !== "POST") return handler(request);
  const body = await readBytes(request);
  if (!body.ok) return jsonResponse(body);
  return handler(new NextRequest(request.url, { method: "POST", headers: request.headers, body: body.data }));
}

function fromOurPages(handler: Handler): Handler {
  return async (request) =>
    isCrossSite(request.headers) ? jsonResponse(fail("CROSS_SITE_REQUEST")) : handler(request);
}

/** Counts a start under the limit of `sign-in/social`. */
async function withinLimit(request: NextRequest, work: () => Promise<Response>): Promise<Response> {
  const { limits = [] } = endpointOf("POST /api/auth/sign-in/social");
  const counted = await countByAddress(limits, request.headers);
  return counted?.allowed === false ? jsonResponse(tooMany(counted), rateLimitHeaders(counted)) : work();
}

const handler = withRequestId(handle);

/** The handlers of every path under /api/auth that has no route of its own. */
export const authJsRoutes = { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler };
