import type { NextRequest } from "next/server";
import type { InputOf } from "@/lib/api/define";
import { fail, ok, type Result } from "@/lib/api/result";
import { type Api, endpointOf, type Key, partsOf } from "@/lib/api/table";
import type { Context } from "@/lib/auth/core/context";
import { readJson } from "@/lib/server/request/request-body";
import { withRequestId } from "@/lib/server/request/request-id";
import { rateLimitHeaders } from "../rate-limit/rate-limit";
import { browserCookieName, knownBrowserCookieName, serializeCookie, sessionCookieName } from "./cookies";
import { handleRequest, operation, type ServiceOf } from "./handle-request";
import { idempotencyHeader } from "./idempotency";
import { jsonResponse } from "./json-response";

type Params = { params: Promise<Record<string, string>> };
type Handler = (request: NextRequest, context: Params) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Served = { method: string; handler: Handler };
type Replay<K extends Key> = (ctx: Context, input: InputOf<Api[K]>) => Promise<object | null>;

/**
 * The handlers of a route file that has one endpoint. `replay` returns what the answer holds besides its session, where the same request
 * is sent again.
 */
export function route<K extends Key>(key: K, service: ServiceOf<K>, replay?: Replay<K>) {
  return routes(endpoint(key, service, replay));
}

/** The handlers of a route file. Any other method is METHOD_NOT_ALLOWED, with an `Allow` header (RFC 9110 15.5.6). */
export function routes(...served: Served[]): Record<Method, Handler> {
  const allow = served.map(({ method }) => method).join(", ");
  const notAllowed: Handler = withRequestId(async () =>
    jsonResponse(fail("METHOD_NOT_ALLOWED"), { Allow: allow }),
  );
  const none = { GET: notAllowed, POST: notAllowed, PUT: notAllowed, PATCH: notAllowed, DELETE: notAllowed };
  return {
    ...none,
    ...Object.fromEntries(served.map(({ method, handler }) => [method, withRequestId(handler)])),
  };
}

/** One endpoint of a route file that has several. */
export function endpoint<K extends Key>(key: K, service: ServiceOf<K>, replay?: Replay<K>): Served {
  const served = operation(key, service, replay);
  const { download, scope } = endpointOf(key);
  const handler: Handler = async (request, { params }) => {
    const { result, after, limit, cookies } = await handleRequest(served, {
      headers: request.headers,
      cookie: request.cookies.get(sessionCookieName())?.value,
      browser: request.cookies.get(browserCookieName())?.value,
      knownBrowser: request.cookies.get(knownBrowserCookieName())?.value,
      idempotencyKey: request.headers.get(idempotencyHeader),
      fields: async () => fieldsOf(request, await params, scope !== undefined),
    });
    const headers = limit ? rateLimitHeaders(limit) : {};
    const response = jsonResponse(result, headers, after === undefined ? {} : { listMetadata: { after } });
    for (const cookie of cookies) response.headers.append("Set-Cookie", serializeCookie(cookie));
    if (download && result.ok)
      response.headers.set("Content-Disposition", `attachment; filename="${download}"`);
    return response;
  };
  return { method: partsOf(key).method, handler };
}

/** Body, query (of management endpoints) and path together, the later over the earlier. Errors: those of `readJson`, VALIDATION_FAILED. */
async function fieldsOf(
  request: NextRequest,
  params: Record<string, string>,
  takesQuery: boolean,
): Promise<Result<object>> {
  const body = request.method === "GET" ? ok({}) : await readJson(request);
  if (!body.ok) return body;
  const query = takesQuery ? request.nextUrl.searchParams : new URLSearchParams();
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0)
    return fail("VALIDATION_FAILED", {
      fields: Object.fromEntries(repeated.map((name) => [name, "Given more than once"])),
    });
  return ok({ ...body.data, ...Object.fromEntries(query), ...params });
}
