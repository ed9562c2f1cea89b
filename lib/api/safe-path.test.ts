import { expect, test } from "vitest";
import { safePath, withError, withNext } from "./safe-path";

test.each(["/", "/dashboard", "/drafts/1?sort=new#end", "/a//b", "/ünï?q=%2F%2Fx", "/@evil.example", "/:80"])(
  "%s is a path of this site",
  (path) => {
    const url = new URL(safePath(path), "https://guestbook.example");
    expect(url.href).toBe(new URL(path, "https://guestbook.example").href);
  },
);

test.each([
  "",
  "dashboard",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\\/evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\nSet-Cookie: a=b",
  "\t//evil.example",
  " //evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example/",
  "https:evil.example",
  "http://guestbook.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "/\u0000",
  "/\ud800",
])("%j is not, and becomes /", (path) => {
  expect(safePath(path)).toBe("/");
});

test("nothing becomes /", () => {
  expect([safePath(null), safePath(undefined)]).toEqual(["/", "/"]);
});

test("an error joins a query, and replaces the one before", () => {
  expect(withError("/a?b=c&error=OLD#d", "NEW")).toBe("/a?b=c&error=NEW#d");
});

test("the page to go on to survives a way there and back, query and all", () => {
  expect(withNext("/sign-in", "/")).toBe("/sign-in");
  const path = withNext("/sign-in", "/drafts/1?a=b&c=d#e");
  expect(new URL(path, "https://site.invalid").searchParams.get("next")).toBe("/drafts/1?a=b&c=d#e");
});
