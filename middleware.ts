import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { durationInWords } from "@/lib/api/duration";
import { setupAnswer } from "@/lib/server/boot/missing-variables";
import { env } from "@/lib/server/env";
import { jsonResponse } from "@/lib/server/http/json-response";
import { dataPolicy, nonceHeader, pagePolicy, policyHeader } from "@/lib/server/http/security-headers";
import { requestIdHeader } from "@/lib/server/log";
import { countByAddress, countedAs, countedHeader, countedMark } from "@/lib/server/rate-limit/counted";
import type { RateLimitResult } from "@/lib/server/rate-limit/limit-stores";
import { rateLimitHeaders, tooMany } from "@/lib/server/rate-limit/rate-limit";
import { isCrossSite } from "@/lib/server/request/cross-site";
import { largestBody } from "@/lib/server/request/request-body";
import { pathHeader } from "@/lib/server/request/requested-path";

/**
 * Counts what changes something under its limits by client address before anything else is done for it: over a limit no route is reached.
 * Refuses forms of other sites. Gives each document its Content-Security-Policy with a nonce, and each page the path that it was asked by.
 */
export async function middleware(request: NextRequest): Promise<Response> {
  const setup = setupAnswer();
  if (setup) return setup;
  const { pathname, search } = request.nextUrl;
  const isPage = !pathname.startsWith("/api/");
  const id = randomUUID();
  const headers = new Headers(request.headers);
  const counted = countedAs(request.method, pathname);
  const limit = counted && (await countByAddress(counted.limits, request.headers));
  if (limit?.allowed === false) return refusal(limit, isPage, id);
  if (counted && limit) headers.set(countedHeader, countedMark(counted.name, limit));
  // A route gives its request an id of its own, and measures the body.
  if (!isPage) return NextResponse.next({ request: { headers } });
  if (Number(headers.get("content-length")) > largestBody) return plainText(413, "Request too large.", id);
  if (counted) {
    if (isCrossSite(request.headers)) return plainText(403, "Cross-site request refused.", id);
    // Next compares a form's Origin with the host alone, which a proxy may have rewritten. It is decided here.
    const origin = request.headers.get("origin");
    if (origin && URL.canParse(origin)) headers.set("x-forwarded-host", new URL(origin).host);
  }
  headers.set(requestIdHeader, id);
  headers.set(pathHeader, pathname + search);
  const nonce = isDocument(request) ? randomBytes(16).toString("base64") : null;
  const policy = nonce && pagePolicy(nonce, pageSettings());
  setOrDelete(headers, nonceHeader, nonce);
  setOrDelete(headers, policyHeader, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(requestIdHeader, id);
  if (policy) response.headers.set(policyHeader, policy);
  return response;
}

function refusal(limit: RateLimitResult, isForm: boolean, id: string): Response {
  const headers = rateLimitHeaders(limit);
  if (isForm)
    return plainText(
      429,
      `Too many attempts. Please wait ${durationInWords(limit.resetSeconds)}.`,
      id,
      headers,
    );
  return jsonResponse(tooMany(limit), { ...headers, [requestIdHeader]: id });
}

/** For a form: Next hands text to the script that sent it, if it is exactly this type, and a browser without script shows it. */
function plainText(status: number, text: string, id: string, more: Record<string, string> = {}): Response {
  const headers = {
    "Content-Type": "text/plain",
    "Cache-Control": "private, no-store",
    [policyHeader]: dataPolicy,
  };
  return new Response(text, { status, headers: { ...headers, ...more, [requestIdHeader]: id } });
}

/** Whether a browser may show the answer as a page: not what Next's own scripts ask for. A page that a browser fetches ahead may be shown later. */
function isDocument({ headers }: NextRequest): boolean {
  return !headers.has("rsc") && !headers.has("next-router-prefetch") && !headers.has("next-action");
}

function pageSettings() {
  const { baseUrl, NODE_ENV } = env();
  return { isHttps: baseUrl.protocol === "https:", isDevelopment: NODE_ENV === "development" };
}

function setOrDelete(headers: Headers, name: string, value: string | null): void {
  if (value === null) headers.delete(name);
  else headers.set(name, value);
}

// Next reads this as it stands. Everything but assets and the endpoints that change nothing, so that what a product adds is counted without
// being named here; the management API counts by key, in its handlers. A test holds it against the table of endpoints.
export const config = {
  runtime: "nodejs",
  matcher:
    "/((?!_next/static/|_next/image$|api/v1/|api/cron/|(?:api/auth/get-session|api/health|api/openapi\\.json|favicon\\.ico|icon\\.svg|apple-icon\\.png|icon-192\\.png|icon-512\\.png|icon-maskable\\.png|manifest\\.webmanifest|sw\\.js|offline)$).*)",
};
