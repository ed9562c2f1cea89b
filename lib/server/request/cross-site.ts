import { env } from "@/lib/server/env";
import { logFailure } from "@/lib/server/log";

/**
 * Whether a browser sends this for a page of another site, so that it must change nothing. Decides as Go's
 * `net/http.CrossOriginProtection` does: Sec-Fetch-Site alone where it is sent; otherwise a request without Origin comes from no browser, and
 * an Origin has to have the host of the request, or of AUTH_URL (OWASP ASVS 5.0 3.5.1).
 */
export function isCrossSite(incoming: Headers): boolean {
  const site = incoming.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = incoming.get("origin");
  if (origin === null) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host !== null && (host === incoming.get("host") || host === env().baseUrl.host)) return false;
  if (host !== null)
    logFailure(
      "request refused",
      new Error(
        `sent by a page of ${host} to ${incoming.get("host")}; if both are this app, set AUTH_URL to the address people use`,
      ),
    );
  return true;
}

/** Whether the caller is a browser, where no script may see a session's secret. */
export function isBrowser(incoming: Headers): boolean {
  return incoming.has("sec-fetch-site") || incoming.has("origin");
}
