import { policyHeader } from "@/lib/server/http/security-headers";
import { offlinePage } from "./offline-page";

export const dynamic = "force-static";

/** Returns the page that the service worker keeps for when there is no network. */
export function GET(): Response {
  return new Response(offlinePage.html, {
    headers: { "Content-Type": "text/html; charset=utf-8", [policyHeader]: offlinePage.policy },
  });
}
