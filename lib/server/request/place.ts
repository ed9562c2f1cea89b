import { env } from "@/lib/server/env";

const countries = new Intl.DisplayNames("en", { type: "region" });

/**
 * Returns roughly where a request comes from, "Lisbon, Portugal", as the platform says: Vercel's headers, which no client can send
 * there. Null elsewhere, and where it does not know.
 */
export function placeOf(headers: Headers): string | null {
  if (env().trustedProxies !== "vercel") return null;
  const country = nameOf(headers.get("x-vercel-ip-country") ?? "");
  const city = decoded(headers.get("x-vercel-ip-city") ?? "");
  return [city, country].filter((part) => part !== null).join(", ") || null;
}

function nameOf(code: string): string | null {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? null) : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text).replace(/\p{C}/gu, "").slice(0, 100) || null;
  } catch {
    return null;
  }
}
