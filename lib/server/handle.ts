import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { Endpoint } from "@/lib/contract/endpoints";
import { wireError } from "@/lib/contract/errors";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { Session } from "@/lib/contract/wire";
import { browserCookieAttributes, browserCookieName } from "./browser-cookie";
import { isBrowser } from "./origin";
import { type Performed, perform, type Verb } from "./perform";
import { rateLimitHeaders } from "./rate-limit";
import { readJson } from "./request-body";
import { cookieAttributes, cookieName } from "./session";
import { setCookie } from "./set-cookie";

type Params = { params: Promise<Record<string, string>> };
type Handler = (request: NextRequest, context: Params) => Promise<Response>;
export type Door = { method: Endpoint<unknown, unknown>["method"]; handler: Handler };

/** One way in: an endpoint of the contract, what may come in, and the verb that answers. */
export function door<Wire, Input, Data>(
  endpoint: Endpoint<Wire, Data>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
): Door {
  return {
    method: endpoint.method,
    handler: async (request, { params }) => {
      const performed = await perform(endpoint, schema, verb, {
        headers: request.headers,
        cookie: request.cookies.get(cookieName())?.value,
        browser: request.cookies.get(browserCookieName())?.value,
        body: async () =>
          withParams(endpoint.method === "GET" ? ok({}) : await readJson(request), await params),
      });
      return respond(performed, endpoint, isBrowser(request.headers));
    },
  };
}

/** The handlers of a route file. A method without a door is METHOD_NOT_ALLOWED, with an `Allow` header (RFC 9110 15.5.6). */
export function routes(...doors: Door[]): Record<Door["method"] | "PUT", Handler> {
  const allow = doors.map(({ method }) => method).join(", ");
  const notAllowed: Handler = async () => envelope(fail("METHOD_NOT_ALLOWED"), { Allow: allow });
  const handlers = {
    GET: notAllowed,
    POST: notAllowed,
    PUT: notAllowed,
    PATCH: notAllowed,
    DELETE: notAllowed,
  };
  for (const { method, handler } of doors) handlers[method] = handler;
  return handlers;
}

/** What the path says comes in beside the body, and over it. */
function withParams(body: Result<object>, params: Record<string, string>): Result<object> {
  return body.ok ? ok({ ...body.data, ...params }) : body;
}

function respond<Data>(
  { result, counted, browser }: Performed<Data>,
  { endsSession, download }: Endpoint<unknown, unknown>,
  isForBrowser: boolean,
): Response {
  const limits = counted ? rateLimitHeaders(counted) : {};
  if (!result.ok) return envelope(result, limits);
  const token = sessionOf(result.data)?.token ?? null;
  const response = envelope(isForBrowser ? { ...result, data: withoutToken(result.data) } : result, limits);
  if (browser !== null) setCookie(response, browserCookieName(), browser, browserCookieAttributes());
  if (token !== null) setCookie(response, cookieName(), token, cookieAttributes());
  if (download) response.headers.set("Content-Disposition", `attachment; filename="${download}"`);
  if (endsSession) setCookie(response, cookieName(), "", { ...cookieAttributes(), maxAge: 0 });
  return response;
}

/** `{ data, error }` with its status. Nothing here may be kept by a cache: most of it depends on a session. */
export function envelope<Data>(result: Result<Data>, headers: Record<string, string> = {}): Response {
  const common = { "Cache-Control": "private, no-store", ...headers };
  if (result.ok)
    return Response.json({ data: result.data, error: null }, { status: result.status, headers: common });
  const error = wireError(result.code, result.details);
  const response = Response.json({ data: null, error }, { status: error.status, headers: common });
  if (error.details?.retryAfter !== undefined)
    response.headers.set("Retry-After", String(error.details.retryAfter));
  return response;
}

/** The session in an answer that has one. */
export function sessionOf(data: unknown): Session | null {
  return typeof data === "object" && data !== null && "session" in data ? (data.session as Session) : null;
}

function withoutToken<Data>(data: Data): Data {
  const session = sessionOf(data);
  return session === null ? data : { ...data, session: { ...session, token: null } };
}
