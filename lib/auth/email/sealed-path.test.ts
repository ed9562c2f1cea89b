import { expect, test } from "vitest";
import { mailSecrets } from "@/lib/auth/core/secrets";
import { openPath, sealPath } from "./sealed-path";

const keys = { mailSecret: mailSecrets("a secret of the tests, known to everybody") };
const path = "/join?token=abcdef";

test("a path can be read with the key that sealed it, and with no other", () => {
  const sealed = sealPath(keys, path);
  expect(openPath(keys, sealed)).toBe(path);
  expect(openPath({ mailSecret: mailSecrets("another secret") }, sealed)).toBe("/");
});

test("what was tampered with, cut short or never sealed leads to the start page", () => {
  const sealed = sealPath(keys, path);
  const flipped = (sealed.startsWith("A") ? "B" : "A") + sealed.slice(1);
  for (const text of [flipped, sealed.slice(0, 20), "", "/drafts", null])
    expect(openPath(keys, text)).toBe("/");
});
