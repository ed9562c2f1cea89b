import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { env, withPrefix } from "./env";

/** Set from the socket itself in lib/server/arrival.ts, over whatever a client sent under this name. */
export const peerHeader = "x-guestbook-peer";

/**
 * Under which a client is counted: a hash of its address, IPv6 by its /64, IPv4 in IPv6 clothing as IPv4. All whose
 * address cannot be told share one bucket. `X-Forwarded-For` counts only behind proxies that TRUSTED_PROXIES names.
 */
export function clientKey(incoming: Headers): string {
  const address = networkOf(clientAddress(incoming), { ipv4: 4, ipv6: 8 });
  return address === null ? "unknown" : createHash("sha256").update(address).digest("base64url").slice(0, 22);
}

/** The client's network, as coarse as is of use for statistics: IPv4 by its /24, IPv6 by its /48. Null where it cannot be told. */
export function clientNetwork(incoming: Headers): string | null {
  return networkOf(clientAddress(incoming), { ipv4: 3, ipv6: 6 });
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function clientAddress(incoming: Headers): Address | null {
  const trusted = env().trustedProxies;
  if (trusted === "vercel") return parse(incoming.get("x-real-ip"));
  const peer = incoming.get(peerHeader);
  if (trusted === "none") return parse(peer);
  const hops = [...(incoming.get("x-forwarded-for") ?? "").split(","), peer ?? ""].map((hop) => hop.trim());
  if (typeof trusted === "number") return parse(hops.at(-1 - trusted) ?? hops[0]);
  const cidrs = trusted.split(",").map((cidr) => ipaddr.parseCIDR(withPrefix(cidr)));
  const ours = (hop: string) => {
    const address = parse(hop);
    return address !== null && cidrs.some((cidr) => address.kind() === cidr[0].kind() && address.match(cidr));
  };
  return parse(hops.findLast((hop) => !ours(hop)) ?? hops[0]);
}

function parse(text: string | null | undefined): Address | null {
  return text && ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** The first bytes of an address. */
function networkOf(address: Address | null, bytes: { ipv4: number; ipv6: number }): string | null {
  if (address === null) return null;
  return address.toByteArray().slice(0, bytes[address.kind()]).join(".");
}
