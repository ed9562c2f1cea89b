import { afterEach, expect, test, vi } from "vitest";
import * as env from "@/lib/server/env";
import { isBrowser, isCrossSite } from "./cross-site";

afterEach(() => void vi.mocked(console.error).mockClear());

function crossSite(headers: Record<string, string>, baseUrl = "https://guestbook.example"): boolean {
  vi.spyOn(env, "env").mockReturnValue({ baseUrl: new URL(baseUrl) } as env.Env);
  vi.mocked(console.error).mockImplementation(() => {});
  return isCrossSite(new Headers(headers));
}

test.each([
  [{}, false],
  [{ "sec-fetch-site": "same-origin", origin: "https://guestbook.example" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ origin: "https://guestbook.example" }, false],
  [{ "sec-fetch-site": "cross-site" }, true],
  [{ "sec-fetch-site": "same-site", origin: "https://evil.guestbook.example" }, true],
  [{ origin: "https://evil.example", host: "guestbook.example" }, true],
  [{ origin: "https://guestbook.example.evil.example", host: "guestbook.example" }, true],
  [{ origin: "null" }, true],
  [{ origin: "not an origin", host: "not an origin" }, true],
])("%j is cross-site: %s", (headers, expected) => {
  expect(crossSite(headers)).toBe(expected);
});

test("where a browser says itself whose request it is, nothing else decides", () => {
  expect(crossSite({ "sec-fetch-site": "same-origin", origin: "https://evil.example" })).toBe(false);
  const own = { origin: "https://guestbook.example", host: "guestbook.example" };
  for (const site of ["cross-site", "same-site", "", "anything"])
    expect(crossSite({ "sec-fetch-site": site, ...own })).toBe(true);
});

test.each([
  ["a preview's address", "https://guestbook-git-fix.vercel.example", "guestbook-git-fix.vercel.example"],
  ["a LAN address", "http://192.168.1.2:3000", "192.168.1.2:3000"],
  ["www", "https://www.guestbook.example", "www.guestbook.example"],
  ["the address of AUTH_URL behind a proxy that changes Host", "https://guestbook.example", "app:3000"],
])("under %s everything works", (_, origin, host) => {
  expect(crossSite({ origin, host })).toBe(false);
  expect(console.error).not.toHaveBeenCalled();
});

test("a refusal where only the name differs says so in the log", () => {
  expect(crossSite({ origin: "http://localhost:4000", host: "localhost:3000" })).toBe(true);
  expect(vi.mocked(console.error).mock.lastCall?.[0]).toContain(
    "sent by a page of localhost:4000 to localhost:3000",
  );
});

test("a browser shows itself by either header", () => {
  expect(isBrowser(new Headers({ "sec-fetch-site": "none" }))).toBe(true);
  expect(isBrowser(new Headers({ origin: "null" }))).toBe(true);
  expect(isBrowser(new Headers())).toBe(false);
});
