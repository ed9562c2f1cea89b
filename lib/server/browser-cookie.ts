import { newSessionSecret } from "@/lib/auth/secrets";
import { env } from "./env";

/** By this cookie a browser without a session that asked for a magic link, or to sign in by a passkey, is known again. */
export function browserCookieName(): string {
  return env().baseUrl.protocol === "https:" ? "__Host-gb_mail" : "gb_mail";
}

/** Lives as long as the link does. */
export function browserCookieAttributes() {
  return {
    httpOnly: true,
    sameSite: "lax",
    secure: env().baseUrl.protocol === "https:",
    path: "/",
    maxAge: 15 * 60,
  } as const;
}

/** What a browser brings under that name, where it can be one of ours: anybody may write anything there. */
export function ownSecret(cookie: string | undefined): string | undefined {
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
}

/** 256 random bits in base64url. */
export function newBrowserSecret(): string {
  return newSessionSecret().token;
}
