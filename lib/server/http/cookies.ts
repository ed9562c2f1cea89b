import { product } from "@/lib/product";
import { env } from "../env";

/** A cookie to set; `maxAge` in seconds, 0 to clear it. */
export type Cookie = {
  name: string;
  /** base64url with dots between, or empty, so nothing in it needs escaping. */
  value: string;
  httpOnly: true;
  sameSite: "lax";
  secure: boolean;
  path: "/";
  maxAge: number;
};

/** As long as a browser keeps a cookie at most (RFC 6265bis 5.6.2): a guest's has to outlive every pause between visits. */
const longest = 400 * 24 * 60 * 60;

/** As long as a mailed link works. */
const browserLifetime = 15 * 60;

function isSecure(): boolean {
  return env().baseUrl.protocol === "https:";
}

export function cookie(name: string, value: string, maxAge: number): Cookie {
  return { name, value, httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge };
}

/** `__Host-` binds a cookie to this host and to https. */
export function withPrefix(name: string): string {
  return isSecure() ? `__Host-${name}` : name;
}

/** No other cookie's name may start with it. */
export function sessionCookieName(): string {
  return withPrefix(product.slug);
}

/** Holds a session's secret. It outlives the session: when that expires, the server can say so. */
export function sessionCookie(token: string): Cookie {
  return cookie(sessionCookieName(), token, longest);
}

export function clearedSessionCookie(): Cookie {
  return cookie(sessionCookieName(), "", 0);
}

/** Recognises a browser without a session that asked for a magic link, or to sign in with a passkey. */
export function browserCookieName(): string {
  return withPrefix(`${product.cookiePrefix}_mail`);
}

export function browserCookie(secret: string): Cookie {
  return cookie(browserCookieName(), secret, browserLifetime);
}

/** Tells which accounts a browser has signed in to. Opens nothing, and outlives a sign-out. */
export function knownBrowserCookieName(): string {
  return withPrefix(`${product.cookiePrefix}_known`);
}

export function knownBrowserCookie(value: string): Cookie {
  return cookie(knownBrowserCookieName(), value, longest);
}

/** What a browser brings in a cookie of ours, where it can be one of our secrets: anybody may write anything there. */
export function ownSecret(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** A Set-Cookie header (RFC 6265 4.1). */
export function serializeCookie({ name, value, maxAge, secure }: Cookie): string {
  const text = `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=lax`;
  return secure ? `${text}; Secure` : text;
}
