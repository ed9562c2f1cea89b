import { expect, test } from "vitest";
import { requestToken } from "./context";

const [own, other] = ["o".repeat(43), "c".repeat(43)];
const foreign = [
  "Basic amFuZTpzZWNyZXQ=",
  "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
  "Bearer short",
  "Digest x",
  "",
];

test.each(foreign)("an Authorization header that others added (%j) hides no cookie", (authorization) => {
  expect(requestToken(new Headers({ authorization }), own)).toBe(own);
  expect(requestToken(new Headers({ authorization }), undefined)).toBeNull();
});

test.each([
  ["sec-fetch-site", "same-origin"],
  ["origin", "https://guestbook.example"],
])("a browser (%s: %s) goes by its cookie, whatever a proxy puts into Authorization", (name, value) => {
  for (const authorization of [...foreign, `Bearer ${other}`])
    expect(requestToken(new Headers({ [name]: value, authorization }), own)).toBe(own);
});

test("a caller that is no browser goes by its bearer token, else by its cookie", () => {
  expect(requestToken(new Headers({ authorization: `Bearer ${other}` }), own)).toBe(other);
  expect(requestToken(new Headers({ authorization: `bearer ${other}` }), undefined)).toBe(other);
  expect(requestToken(new Headers(), own)).toBe(own);
});
