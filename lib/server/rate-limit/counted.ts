import { createHmac } from "node:crypto";
import { changes } from "@/lib/api/auth";
import { type Endpoint, type Limit, minute, perIp } from "@/lib/api/define";
import { api, partsOf } from "@/lib/api/table";
import { isSame } from "@/lib/auth/core/secrets";
import { env } from "@/lib/server/env";
import { clientKey } from "@/lib/server/request/client-address";
import type { RateLimitResult } from "./limit-stores";
import { budgetByAddress, budgetByInput, count, lastToEnd, readLimit, type TimeBudget } from "./rate-limit";

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

/** On a request that the middleware has counted: where its caller stands, in a form that cannot be made outside. */
export const countedHeader = "x-app-counted";

/** `name` is the endpoint's key. */
export function countedMark(name: string, { limit, remaining, resetSeconds }: RateLimitResult): string {
  const state = [limit.name, remaining, resetSeconds].join(" ");
  return `${macOf(name, state)} ${state}`;
}

/**
 * Returns what the middleware has counted for the endpoint `name`, or null where it did not. Middleware has been bypassed before; a handler
 * trusts this mark, not the way a request came.
 */
export function countedBefore(
  headers: Headers,
  name: string,
  limits: readonly Limit[],
): RateLimitResult | null {
  const [mac = "", ...state] = headers.get(countedHeader)?.split(" ") ?? [];
  const [limitName, remaining, resetSeconds] = state;
  const limit = limits.find(({ by, name }) => by === "ip" && name === limitName);
  if (!limit || !isSame(mac, macOf(name, state.join(" ")))) return null;
  return { limit, allowed: true, remaining: Number(remaining), resetSeconds: Number(resetSeconds) };
}

function macOf(name: string, state: string): string {
  return createHmac("sha256", env().secret).update(`counted ${name} ${state}`).digest("base64url");
}

/** Counts a request under `limits` by client address, unless the middleware has done it. Returns null without such limits. */
export async function countOnce(
  headers: Headers,
  { name, limits }: CountedAs,
): Promise<RateLimitResult | null> {
  if (limits.length === 0) return null;
  return countedBefore(headers, name, limits) ?? countByAddress(limits, headers);
}

/** Forms per session, beside the limit by client address. */
const formsPerSession: Limit = { name: "forms-session", max: 60, windowSeconds: minute, by: "session" };

/** Counts a form's request: by client address unless the middleware has done it, and by the session it brings. Returns the limit that it exceeds, or null. */
export async function countForm(headers: Headers, tokenHash: string | null): Promise<RateLimitResult | null> {
  const byAddress = await countOnce(headers, form);
  if (byAddress?.allowed === false) return byAddress;
  const bySession = tokenHash === null ? null : await count(formsPerSession, tokenHash, budgetByInput());
  return bySession?.allowed === false ? bySession : null;
}

/** Counts a request under those of the limits that go by client address. Returns the tightest result, or null without such limits. */
export async function countByAddress(
  limits: readonly Limit[],
  headers: Headers,
): Promise<RateLimitResult | null> {
  return countAll(
    limits.filter(({ by }) => by === "ip"),
    headers,
    budgetByAddress(),
  );
}

/** Counts a request under each of the limits, by client address. Returns the tightest result, or null without limits. */
export async function countAll(
  limits: readonly Limit[],
  headers: Headers,
  budget: TimeBudget,
): Promise<RateLimitResult | null> {
  if (limits.length === 0) return null;
  const key = clientKey(headers);
  let tightest: RateLimitResult | null = null;
  for (const [index, limit] of limits.entries()) {
    const counted = await count(limit, key, budget);
    if (!counted.allowed) {
      const others = await Promise.all(limits.slice(index + 1).map((other) => readLimit(other, key, budget)));
      return lastToEnd([counted, ...others]);
    }
    if (tightest === null || counted.remaining < tightest.remaining) tightest = counted;
  }
  return tightest;
}
