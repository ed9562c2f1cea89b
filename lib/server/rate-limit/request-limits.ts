import { changes } from "@/lib/api/auth";
import { type Endpoint, type Limit, minute, perIp } from "@/lib/api/define";
import { api, partsOf } from "@/lib/api/table";

/** What a request is counted as, and under which limits by client address. */
export type CountedAs = { name: string; limits: readonly Limit[] };

/** Forms of pages, besides what the endpoint of each says. */
export const form: CountedAs = { name: "form", limits: [perIp("forms", 300, minute)] };

/** Whatever else changes something below /api: what Auth.js answers, and what a product adds. */
export const otherChange: CountedAs = { name: "other", limits: [changes] };

const entries = Object.entries<Endpoint>(api).flatMap(([name, { limits = [] }]) => {
  const byAddress = limits.filter(({ by }) => by === "ip");
  return byAddress.length > 0 ? [{ name, limits: byAddress }] : [];
});
const exact = new Map(entries.map((entry) => [entry.name, entry]));
const patterns = entries.flatMap((entry) => {
  const { method, path } = partsOf(entry.name);
  if (!path.includes(":")) return [];
  return [{ entry, pattern: new RegExp(`^${method} ${path.replaceAll(/:\w+/g, "[^/]+")}$`) }];
});

/** Returns what a request is counted as before anything else is done for it, or null for one that changes nothing. */
export function countedAs(method: string, pathname: string): CountedAs | null {
  const key = `${method} ${pathname}`;
  const entry = exact.get(key) ?? patterns.find(({ pattern }) => pattern.test(key))?.entry;
  if (entry) return entry;
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return null;
  return pathname.startsWith("/api/") ? otherChange : form;
}
