import "server-only";
import { safePath } from "@/lib/api/safe-path";
import { env } from "./env";

/** Returns a path of this site as an address that works from anywhere: under AUTH_URL, whatever the Host header says. */
export function publicUrl(path: string): string {
  return new URL(path, env().baseUrl).href;
}

/** Returns the path of an address that came in, where it is a path of this site or a whole address under AUTH_URL; "/" otherwise. */
export function ownPath(address: string | null | undefined): string {
  const { origin } = env().baseUrl;
  if (address === origin) return "/";
  return safePath(address?.startsWith(`${origin}/`) ? address.slice(origin.length) : address);
}
