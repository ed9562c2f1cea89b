import { type Asked, safePath } from "@/lib/api/safe-path";
import { env } from "./env";

/** Returns a path of this site as an address that works from anywhere: under AUTH_URL, whatever the Host header says. */
export function publicUrl(path: string): string {
  return new URL(path, env().baseUrl).href;
}

/**
 * Returns the path of an address that came in: of a path of this site, or of a whole address of it, under AUTH_URL or under the name by which
 * this request came. "/" for anything else. Where it leads is this site in any case, as only the path is kept.
 */
export function ownPath(address: string | null | undefined, headers: Headers): string {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  if (url === null) return safePath(address);
  const { host, pathname, search, hash } = url;
  const isOwn = /^https?:$/.test(url.protocol) && [env().baseUrl.host, headers.get("host")].includes(host);
  return isOwn ? safePath(pathname + search + hash) : "/";
}

/** Returns the path of this site to go on to, as `ownPath` does. `otherwise` is the address where none is given. */
export function askedPath(asked: Asked, headers: Headers, otherwise: string | null = "/"): string {
  const given = [asked.next, asked.callbackURL, asked.callbackUrl, asked.redirectTo].flat();
  const address = given.find((each) => typeof each === "string" && each !== "");
  return ownPath(typeof address === "string" ? address : otherwise, headers);
}
