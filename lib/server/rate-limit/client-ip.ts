import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { env, withPrefix } from "@/lib/server/env";
import { socketAddress } from "@/lib/server/request/socket-address";

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
