import { expect, test, vi } from "vitest";
import * as env from "@/lib/server/env";
import { askedPath, ownPath } from "./public-urls";

const headers = new Headers({ host: "www.guestbook.example:8443" });

function path(address: string | null): string {
  vi.spyOn(env, "env").mockReturnValue({ baseUrl: new URL("https://guestbook.example") } as env.Env);
  return ownPath(address, headers);
}

test.each([
  ["/notes?page=2#end", "/notes?page=2#end"],
  ["https://guestbook.example/notes?page=2#end", "/notes?page=2#end"],
  ["https://guestbook.example", "/"],
  ["http://guestbook.example/notes", "/notes"],
  ["HTTPS://GuestBook.example/notes", "/notes"],
  ["https://www.guestbook.example:8443/notes", "/notes"],
])("%s leads to %s of this site", (address, expected) => {
  expect(path(address)).toBe(expected);
});

test.each([
  "https://evil.example/notes",
  "//evil.example",
  "/\\evil.example",
  "https://guestbook.example:443@evil.example/notes",
  "https://guestbook.example.evil.example/notes",
  "https://guestbook.example//evil.example",
  "https://guestbook.example/.//evil.example",
  "https://guestbook.example\\@evil.example//evil.example",
  "https://www.guestbook.example/notes",
  "javascript://guestbook.example/%0aalert(1)",
  "data:text/html,hello",
  "notes",
  "",
  null,
])("%s leads to the start page", (address) => {
  expect(path(address)).toMatch(/^\/(@evil\.example\/\/evil\.example)?$/);
});

test("every spelling of where somebody was going counts, the first that says something", () => {
  path(null);
  for (const name of ["next", "callbackURL", "callbackUrl", "redirectTo"])
    expect(askedPath({ [name]: "https://guestbook.example/notes" }, headers), name).toBe("/notes");
  expect(askedPath({ next: ["/first", "/second"] }, headers)).toBe("/first");
  expect(askedPath({ next: "", callbackURL: "/notes" }, headers)).toBe("/notes");
  expect(askedPath({}, headers, "/account")).toBe("/account");
  expect(askedPath({ next: "https://evil.example" }, headers, "/account")).toBe("/");
});
