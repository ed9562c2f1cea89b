import { createHash, randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { isSame } from "@/lib/auth/core/secrets";
import { processWide } from "@/lib/process-wide";
import { env, withPrefix } from "@/lib/server/env";

const header = "x-app-peer";

/** Writes each socket's address into a header of its request, as Next hands on no more than headers. For servers where the app meets clients itself. */
export function keepSocketAddresses(): true {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[header] = `${secret()} ${request.socket.remoteAddress ?? ""}`;
  });
  return true;
}

/**
 * Returns the address of the socket that a request came by, or null where nobody kept it: a server's first requests may come before this process
 * listens for them, and on some platforms there is no socket. The mark is a secret of this process, so a header from outside counts for nothing.
 */
export function socketAddress(headers: Headers): string | null {
  const [mark = "", address = ""] = headers.get(header)?.split(" ") ?? [];
  return address !== "" && isSame(mark, secret()) ? address : null;
}

function secret(): string {
  return processWide("socket mark", () => randomBytes(24).toString("base64url"));
}

/**
 * Returns the key under which a client is counted: a hash of its address, of IPv6 the /64, of IPv4-mapped IPv6 the IPv4. All clients without
 * a known address share one key. `X-Forwarded-For` counts only behind proxies that TRUSTED_PROXIES names.
 */
export function clientKey(headers: Headers): string {
  const address = networkOf(clientAddress(headers), { ipv4: 4, ipv6: 8 });
  return address === null ? "unknown" : createHash("sha256").update(address).digest("base64url").slice(0, 22);
}

/** Returns the client's network, as coarse as is of use for statistics: of IPv4 the /24, of IPv6 the /48. Null for an unknown address. */
export function clientNetwork(headers: Headers): string | null {
  return networkOf(clientAddress(headers), { ipv4: 3, ipv6: 6 });
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function clientAddress(headers: Headers): Address | null {
  const trusted = env().trustedProxies;
  if (trusted === "vercel") return parse(headers.get("x-real-ip"));
  const peer = socketAddress(headers);
  if (trusted === "none") return parse(peer);
  const hops = [...(headers.get("x-forwarded-for") ?? "").split(","), peer ?? ""].map((hop) => hop.trim());
  if (typeof trusted === "number") return parse(hops.at(-1 - trusted) ?? hops[0]);
  const cidrs = trusted.split(",").map((cidr) => ipaddr.parseCIDR(withPrefix(cidr)));
  const ours = (hop: string) => {
    const address = parse(hop);
    return address !== null && cidrs.some((cidr) => address.kind() === cidr[0].kind() && address.match(cidr));
  };
  return parse(hops.findLast((hop) => !ours(hop)) ?? hops[0]);
}

/** Some gateways write an address with its port: `192.0.2.1:5678`, `[2001:db8::1]:443`. */
function parse(text: string | null | undefined): Address | null {
  const address =
    /^\[(.+)\](?::\d+)?$/.exec(text ?? "")?.[1] ?? /^([\d.]+):\d+$/.exec(text ?? "")?.[1] ?? text;
  return address && ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

/** The first bytes of an address. */
function networkOf(address: Address | null, bytes: { ipv4: number; ipv6: number }): string | null {
  if (address === null) return null;
  return address.toByteArray().slice(0, bytes[address.kind()]).join(".");
}

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
