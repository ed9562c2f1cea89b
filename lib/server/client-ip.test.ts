import { expect, test, vi } from "vitest";
import { clientKey, clientNetwork, peerHeader } from "./client-ip";
import * as env from "./env";

function key(trustedProxies: env.Env["trustedProxies"], peer: string | null, forwarded?: string): string {
  vi.spyOn(env, "env").mockReturnValue({ trustedProxies } as env.Env);
  const headers = new Headers();
  if (peer !== null) headers.set(peerHeader, peer);
  if (forwarded !== undefined) headers.set("x-forwarded-for", forwarded);
  return clientKey(headers);
}

test("without proxies the socket's address counts, whatever a client writes", () => {
  expect(key("none", "192.0.2.1", "198.51.100.7")).toBe(key("none", "192.0.2.1"));
  expect(key("none", "192.0.2.1")).not.toBe(key("none", "192.0.2.2"));
});

test("every spelling of one address is one client", () => {
  const spellings = [
    "2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001",
    "2001:DB8::FFFF:1",
    "2001:db8:0:0:ffff::",
  ];
  expect(new Set(spellings.map((address) => key("none", address))).size).toBe(1);
  expect(key("none", "::ffff:192.0.2.1")).toBe(key("none", "192.0.2.1"));
  expect(key("none", "::ffff:c000:201")).toBe(key("none", "192.0.2.1"));
  expect(key("none", "2001:db8:0:1::1")).not.toBe(key("none", "2001:db8::1"));
});

test("behind a number of proxies, the address that the outermost of them saw counts", () => {
  const client = key("none", "198.51.100.7");
  expect(key(1, "10.0.0.1", "198.51.100.7")).toBe(client);
  expect(key(1, "10.0.0.1", "1.1.1.1, 198.51.100.7")).toBe(client);
  expect(key(2, "10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2")).toBe(client);
});

test("behind proxies named by their networks, the first address from the right that is none of them counts", () => {
  const client = key("none", "198.51.100.7");
  expect(key("10.0.0.0/8, 2001:db8::/32", "10.0.0.1", "1.1.1.1, 198.51.100.7, 2001:db8::5")).toBe(client);
  expect(key("10.0.0.0/8", "198.51.100.7", "1.1.1.1")).toBe(client);
  expect(key("10.0.0.1", "10.0.0.1", "198.51.100.7")).toBe(client);
});

test("all whose address cannot be told share one bucket", () => {
  expect(key("none", null)).toBe("unknown");
  expect(key("none", "not an address")).toBe("unknown");
  expect(key(1, "10.0.0.1", "nonsense")).toBe("unknown");
});

test("for statistics a client is no more than its network: a /24, or a /48", () => {
  const network = (address: string | null) => {
    vi.spyOn(env, "env").mockReturnValue({ trustedProxies: "none" } as env.Env);
    return clientNetwork(new Headers(address === null ? {} : { [peerHeader]: address }));
  };
  expect(network("198.51.100.7")).toBe("198.51.100");
  expect(network("::ffff:198.51.100.7")).toBe("198.51.100");
  expect(network("2001:db8:1:2::3")).toBe(network("2001:db8:1:ffff::"));
  expect(network("2001:db8:1::")).not.toBe(network("2001:db8:2::"));
  expect(network(null)).toBeNull();
});
