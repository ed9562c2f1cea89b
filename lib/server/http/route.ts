import type { NextRequest } from "next/server";
import { fail, ok, type Result } from "@/lib/api/result";
import { endpointOf, type Key, partsOf } from "@/lib/api/table";
import { readJson } from "@/lib/server/request/request-body";
import { rateLimitHeaders } from "../rate-limit/rate-limit";
import { serializeCookie } from "./cookies";
import { handleRequest, operation, type ReplayOf, type ServiceOf } from "./handle-request";
import { idempotencyHeader } from "./idempotency";
import { jsonResponse, withRequestId } from "./json-response";

type Params = { params: Promise<Record<string, string>> };
type Handler = (request: NextRequest, context: Params) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Served = { method: string; handler: Handler };

/** The handlers of a route file that has one endpoint. */
export function route<K extends Key>(key: K, service: ServiceOf<K>, replay?: ReplayOf<K>) {
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
export function endpoint<K extends Key>(key: K, service: ServiceOf<K>, replay?: ReplayOf<K>): Served {
  const served = operation(key, service, replay);
  const { download, scope } = endpointOf(key);
  const handler: Handler = async (request, { params }) => {
    const { headers, cookies } = request;
    const handled = await handleRequest(served, {
      headers,
      cookies,
      idempotencyKey: headers.get(idempotencyHeader),
      fields: async () => fieldsOf(request, await params, scope !== undefined),
    });
    const { result, after, limit } = handled;
    const more = after === undefined ? {} : { listMetadata: { after } };
    const response = jsonResponse(result, limit ? rateLimitHeaders(limit) : {}, more);
    for (const cookie of handled.cookies) response.headers.append("Set-Cookie", serializeCookie(cookie));
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
  if (!takesQuery) return ok({ ...body.data, ...params });
  const query = request.nextUrl.searchParams;
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0)
    return fail("VALIDATION_FAILED", {
      fields: Object.fromEntries(repeated.map((name) => [name, "Given more than once"])),
    });
  return ok({ ...body.data, ...Object.fromEntries(query), ...params });
}
