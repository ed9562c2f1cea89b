import { expect, test, vi } from "vitest";
import * as env from "./env";
import { isBrowser, isCrossSite } from "./origin";

function crossSite(headers: Record<string, string>, baseUrl = "https://guestbook.example"): boolean {
  vi.spyOn(env, "env").mockReturnValue({ baseUrl: new URL(baseUrl) } as env.Env);
  return isCrossSite(new Headers(headers));
}

test.each([
  [{}, false],
  [{ "sec-fetch-site": "same-origin", origin: "https://guestbook.example" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ origin: "https://guestbook.example" }, false],
  [{ "sec-fetch-site": "cross-site" }, true],
  [{ "sec-fetch-site": "same-site", origin: "https://evil.guestbook.example" }, true],
  [{ "sec-fetch-site": "same-origin", origin: "https://evil.example" }, true],
  [{ origin: "https://evil.example", host: "evil.example" }, true],
  [{ origin: "http://guestbook.example" }, true],
  [{ origin: "null" }, true],
])("%j is cross-site: %s", (headers, expected) => {
  expect(crossSite(headers)).toBe(expected);
});

test("on this machine every name of it is this site, on the same port", () => {
  expect(
    crossSite({ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, "http://localhost:3000"),
  ).toBe(false);
  expect(
    crossSite({ origin: "http://localhost:4000", host: "localhost:3000" }, "http://localhost:3000"),
  ).toBe(true);
});

test("a browser shows itself by either header", () => {
  expect(isBrowser(new Headers({ "sec-fetch-site": "none" }))).toBe(true);
  expect(isBrowser(new Headers({ origin: "null" }))).toBe(true);
  expect(isBrowser(new Headers())).toBe(false);
});
