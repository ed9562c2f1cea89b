import { type NextRequest, NextResponse } from "next/server";
import * as endpoints from "@/lib/contract/endpoints";
import { countByAddress, countedHeader, countedMark } from "@/lib/server/counted";
import { envelope } from "@/lib/server/handle";
import { tooMany } from "@/lib/server/perform";
import { rateLimitHeaders } from "@/lib/server/rate-limit";

/** Counts a request under its endpoint's limits before anything else is done for it. */
export async function middleware(request: NextRequest): Promise<Response> {
  const endpoint = limited.get(`${request.method} ${request.nextUrl.pathname}`);
  if (!endpoint) return NextResponse.next();
  const counted = await countByAddress(endpoint, request.headers);
  if (counted === null) return NextResponse.next();
  if (!counted.allowed) return envelope(tooMany(counted), rateLimitHeaders(counted));
  const headers = new Headers(request.headers);
  headers.set(countedHeader, countedMark(endpoint.path, counted));
  return NextResponse.next({ request: { headers } });
}

const limited = new Map(
  Object.values(endpoints).map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]),
);

// Next reads this as it stands, and asks every request whether it matches, so it is one pattern; a test holds it against the
// endpoints that are limited by address. Creating a guest and upgrading one are counted by their handlers alone:
// docs/decisions/0018-guests-pass-by-the-middleware.md.
export const config = {
  runtime: "nodejs",
  matcher:
    "/api/auth/:endpoint(account|anonymous/upgrade-social|email/change|magic-link|passkey/register|passkey/register/options|passkey/sign-in|passkey/sign-in/options|password/change|password/forgot|password/reset|sign-in/email|sign-in/social|sign-up/email|verify-email/resend)",
};
