import { expect, test, vi } from "vitest";
import * as env from "@/lib/server/env";
import { headersFrom } from "@/lib/testing/headers-from";
import { clientKey, clientNetwork } from "./client-address";

function key(trustedProxies: env.Env["trustedProxies"], peer: string | null, forwarded?: string): string {
  vi.spyOn(env, "env").mockReturnValue({ trustedProxies } as env.Env);
  const sent: Record<string, string> = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return clientKey(peer === null ? new Headers(sent) : headersFrom(peer, sent));
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

test("an address with a port, as some gateways write it, is that address", () => {
  const client = key("none", "198.51.100.7");
  expect(key(1, "10.0.0.1", "198.51.100.7:5678")).toBe(client);
  expect(key("10.0.0.0/8", "10.0.0.1", "198.51.100.7:5678, 10.0.0.2:443")).toBe(client);
  const sixth = key("none", "2001:db8::1");
  for (const spelling of ["[2001:db8::1]:443", "[2001:db8::1]", "2001:db8::1"])
    expect(key(1, "10.0.0.1", spelling)).toBe(sixth);
  for (const spelling of ["[198.51.100.7", "198.51.100.7:", "2001:db8::1]:443", "[]:1", "198.51.100.7:a"])
    expect(key(1, "10.0.0.1", spelling)).toBe("unknown");
});

test("no header from outside is taken for the socket's address", () => {
  const [[name = "", value = ""] = []] = [...headersFrom("192.0.2.1")];
  const [mark] = value.split(" ");
  for (const forged of ["192.0.2.9", "x 192.0.2.9", " 192.0.2.9", `${mark}`, `${mark} `]) {
    vi.spyOn(env, "env").mockReturnValue({ trustedProxies: "none" } as env.Env);
    expect(clientKey(new Headers({ [name]: forged }))).toBe("unknown");
    expect(clientKey(headersFrom("192.0.2.1", { [name]: forged }))).toBe(key("none", "192.0.2.1"));
  }
});

test("for statistics a client is no more than its network: a /24, or a /48", () => {
  const network = (address: string | null) => {
    vi.spyOn(env, "env").mockReturnValue({ trustedProxies: "none" } as env.Env);
    return clientNetwork(address === null ? new Headers() : headersFrom(address));
  };
  expect(network("198.51.100.7")).toBe("198.51.100");
  expect(network("::ffff:198.51.100.7")).toBe("198.51.100");
  expect(network("2001:db8:1:2::3")).toBe(network("2001:db8:1:ffff::"));
  expect(network("2001:db8:1::")).not.toBe(network("2001:db8:2::"));
  expect(network(null)).toBeNull();
});
