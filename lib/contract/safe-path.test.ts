import { expect, test } from "vitest";
import { safePath } from "./safe-path";

test.each(["/", "/cards/crd_1", "/cards/crd_1?page=2#wall", "/a//b"])("%s stays as it is", (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
  " /cards",
  "cards",
  "",
  "http://",
  null,
  undefined,
  ["/cards"],
])("%j leads to the start", (target) => {
  expect(safePath(target)).toBe("/");
});
