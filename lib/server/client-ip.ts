import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { env } from "./env";

/** Set from the socket itself in instrumentation.ts, over whatever a client sent under this name. */
export const peerHeader = "x-guestbook-peer";

/**
 * Under which a client is counted: a hash of its address, IPv6 by its /64, IPv4 in IPv6 clothing as IPv4. All whose
 * address cannot be told share one bucket. `X-Forwarded-For` counts only behind proxies that TRUSTED_PROXIES names.
 */
export function clientKey(incoming: Headers): string {
  const address = clientAddress(incoming);
  return address === null ? "unknown" : createHash("sha256").update(address).digest("base64url").slice(0, 22);
}

function clientAddress(incoming: Headers): string | null {
  const trusted = env().trustedProxies;
  if (trusted === "vercel") return network(incoming.get("x-real-ip"));
  const peer = incoming.get(peerHeader);
  if (trusted === "none") return network(peer);
  const hops = [...(incoming.get("x-forwarded-for") ?? "").split(","), peer ?? ""].map((hop) => hop.trim());
  if (typeof trusted === "number") return network(hops.at(-1 - trusted) ?? hops[0]);
  const cidrs = trusted.split(",").map((cidr) => ipaddr.parseCIDR(withPrefix(cidr.trim())));
  const ours = (hop: string) => {
    const address = parse(hop);
    return address !== null && cidrs.some((cidr) => address.kind() === cidr[0].kind() && address.match(cidr));
  };
  return network(hops.findLast((hop) => !ours(hop)) ?? hops[0]);
}

function withPrefix(cidr: string): string {
  if (cidr.includes("/")) return cidr;
  return `${cidr}/${cidr.includes(":") ? 128 : 32}`;
}

function parse(text: string | null | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return text && ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function network(text: string | null | undefined): string | null {
  const address = parse(text);
  if (address === null) return null;
  if (address.kind() === "ipv4") return address.toString();
  return address.toByteArray().slice(0, 8).join(".");
}
