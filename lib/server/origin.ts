import { env, isLoopback } from "./env";

/**
 * Whether a browser sends this for a page of another site, so that it must change nothing (OWASP ASVS 5.0 3.5.1:
 * Fetch Metadata, and Origin for browsers without it). A caller that sends neither is no browser and brings no cookie by itself.
 */
export function isCrossSite(incoming: Headers): boolean {
  const site = incoming.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return true;
  const origin = incoming.get("origin");
  if (origin === null) return false;
  if (origin === env().baseUrl.origin) return false;
  // On this machine the app goes by several names.
  return !(isLoopback(origin) && new URL(origin).host === incoming.get("host"));
}

/** Whether the caller is a browser, where no script may see a session's secret. */
export function isBrowser(incoming: Headers): boolean {
  return incoming.has("sec-fetch-site") || incoming.has("origin");
}
