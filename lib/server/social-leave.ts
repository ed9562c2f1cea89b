import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import { z } from "zod";
import type { Ctx } from "@/lib/auth/context";
import { leavingSession } from "@/lib/auth/social";
import { fail, ok, type Result } from "@/lib/contract/result";
import { safePath } from "@/lib/contract/safe-path";
import { type SocialIntent, socialProviders } from "@/lib/contract/social";
import { askAuthJs } from "./auth-js";
import { env } from "./env";
import { enabledProvider } from "./providers";
import { sealedCookie } from "./sealed-cookie";

/** For this long a person may be away at a provider (seconds), as with Auth.js's own checks. */
const away = 15 * 60;

/** No start waits longer than this for a provider (milliseconds). */
const patience = 5_000;

/** What somebody left for: held against the request that returns. */
export const leaveCookie = sealedCookie(
  "social-leave",
  z.object({
    intent: z.enum(["upgrade", "sign-in"]),
    provider: z.enum(socialProviders),
    sessionId: z.string().nullable(),
    callbackURL: z.string(),
  }),
  away,
);

/**
 * Sends somebody to a provider: answers where to go, and seals what for, who left, and where to come back to.
 * Errors: METHOD_DISABLED, UNAVAILABLE where the provider does not answer, those of `leavingSession`.
 */
export function leaveFor(intent: SocialIntent) {
  return async (
    ctx: Ctx,
    input: { provider: string; callbackURL?: string | undefined },
  ): Promise<Result<{ url: string }>> => {
    const provider = await enabledProvider(input.provider);
    if (provider === null) return fail("METHOD_DISABLED");
    const leaving = await leavingSession(ctx, intent);
    if (!leaving.ok) return leaving;
    const answer = await Promise.race([begin(provider), tooLong()]);
    if (answer === null) return fail("UNAVAILABLE");
    const sealed = { intent, provider, sessionId: leaving.data, callbackURL: safePath(input.callbackURL) };
    const jar = await cookies();
    for (const cookie of answer.cookies) jar.set(cookie);
    jar.set(await leaveCookie.seal(sealed));
    return ok({ url: answer.url });
  };
}

/** The provider's own address to go to and the cookies that its answer will be checked with; null where it gave none. */
async function begin(provider: string) {
  const { baseUrl } = env();
  const request = new NextRequest(new URL(`/api/auth/signin/${provider}`, baseUrl), {
    method: "POST",
    headers: { "x-auth-return-redirect": "1" },
  });
  const answer = await askAuthJs(request, { trusted: true });
  const { url } = z.object({ url: z.url() }).parse(await answer.json());
  if (new URL(url).origin === baseUrl.origin) return null;
  return { url, cookies: new NextResponse(null, { headers: answer.headers }).cookies.getAll() };
}

function tooLong(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, patience, null).unref());
}

/** The path of an address of this site, however it was given; "/" for any other. */
export function pathOf(address: string | null): string {
  const { origin } = env().baseUrl;
  return safePath(address?.startsWith(`${origin}/`) ? address.slice(origin.length) : address);
}
