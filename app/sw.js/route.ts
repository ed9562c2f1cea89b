import { policyHeader } from "@/lib/server/http/security-headers";
import { offlinePage } from "../offline/offline-page";

export const dynamic = "force-static";

// A browser that believes to be online is left alone: no page, no data and no file of a build ever passes through here.
const worker = `
const cacheName = "offline-${offlinePage.version}";

addEventListener("install", (event) => {
  skipWaiting();
  const page = new Request("/offline", { cache: "reload", credentials: "omit" });
  event.waitUntil(caches.open(cacheName).then((cache) => cache.add(page)));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("offline-") && name !== cacheName;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (navigator.onLine || request.mode !== "navigate" || request.method !== "GET") return;
  if (new URL(request.url).pathname.startsWith("/api/")) return;
  event.respondWith(fetch(request).catch(async () => (await caches.match("/offline")) ?? Response.error()));
});
`;

/** Returns the service worker. It knows one page, which it shows instead of the browser's own where there is no network. */
export function GET(): Response {
  return new Response(worker, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "no-cache",
      [policyHeader]: "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}
