import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "@/lib/server/request/parse";
import { canonicalEmail, credentials, newAccount } from "./schemas";

const good = { email: "jane@example.com", password: "correct horse battery" };

test.each([
  ["  Jane@Example.COM ", "jane@example.com"],
  ["jane+tag@example.co.uk", "jane+tag@example.co.uk"],
  ["jane@bücher.example", "jane@xn--bcher-kva.example"],
  ["jane@BÜCHER.example", "jane@xn--bcher-kva.example"],
  ["jose\u0301@example.com", "josé@example.com"],
  ["\u212Aelvin@example.com", "kelvin@example.com"],
])("%j is the address %j", (written, canonical) => {
  expect(canonicalEmail(written)).toBe(canonical);
});

test.each([
  "",
  "jane",
  "@example.com",
  "jane@",
  "jane@localhost",
  "jane@example",
  "jane@@example.com",
  "jane@exam ple.com",
  "ja ne@example.com",
  "jane@example.com\nbcc: everybody@example.com",
  "jane\r\n@example.com",
  "<jane@example.com>",
  "Jane <jane@example.com>",
  "jane@example.com,bob@example.com",
  '"jane"@example.com',
  "jane\0@example.com",
  "jane\u200b@example.com",
  "jane\ud800@example.com",
  ".jane@example.com",
  "jane..doe@example.com",
  "jane@-example.com",
  "jane@example..com",
  "jane@127.0.0.1",
  "jane@[127.0.0.1]",
  `${"a".repeat(65)}@example.com`,
  `jane@${"a".repeat(64)}.com`,
  `jane@${"a.".repeat(130)}com`,
])("%j is no address", (written) => {
  expect(canonicalEmail(written)).toBeNull();
});

test("the canonical form of an address is its own canonical form", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.string({ unit: "grapheme" }).map((local) => `${local}@example.com`),
      ),
      (written) => {
        const once = canonicalEmail(written);
        if (once !== null) expect(canonicalEmail(once)).toBe(once);
      },
    ),
  );
});

describe("an account", () => {
  test.each([
    [{ ...good, email: 7 }, "INVALID_EMAIL", "email"],
    [{ password: good.password }, "INVALID_EMAIL", "email"],
    [{ email: good.email }, "VALIDATION_FAILED", "password"],
    [{ ...good, password: ["a"] }, "VALIDATION_FAILED", "password"],
    [{ ...good, password: "x".repeat(257) }, "PASSWORD_TOO_LONG", "password"],
    [{ ...good, password: "correct\0horse" }, "VALIDATION_FAILED", "password"],
    [{ ...good, password: "correct\ud800horse" }, "VALIDATION_FAILED", "password"],
    [{ ...good, name: "x".repeat(101) }, "VALIDATION_FAILED", "name"],
    [{ ...good, name: "a\0b" }, "VALIDATION_FAILED", "name"],
    [{ ...good, name: "a\u0007b" }, "VALIDATION_FAILED", "name"],
    [{ ...good, name: "\udc00" }, "VALIDATION_FAILED", "name"],
    [{ ...good, name: {} }, "VALIDATION_FAILED", "name"],
    [{ ...good, isAnonymous: false }, "VALIDATION_FAILED", "isAnonymous"],
    [{ ...good, role: "admin" }, "VALIDATION_FAILED", "role"],
    [{ ...good, id: "usr_1" }, "VALIDATION_FAILED", "id"],
    [{ ...good, userId: "usr_1" }, "VALIDATION_FAILED", "userId"],
    [
      JSON.parse('{"email":"jane@example.com","password":"correct horse","__proto__":{"role":"admin"}}'),
      "VALIDATION_FAILED",
      "__proto__",
    ],
    [{ ...good, constructor: {} }, "VALIDATION_FAILED", "constructor"],
  ])("%j is refused with %s", (input, code, field) => {
    const result = parse(newAccount, input);
    expect(result).toMatchObject({ ok: false, code });
    expect(result.ok ? [] : Object.keys(result.details?.fields ?? {})).toContain(field);
  });

  test("passwords of 256 code points are taken, whatever they are made of", () => {
    expect(parse(newAccount, { ...good, password: "😀".repeat(256) })).toMatchObject({ ok: true });
  });

  test("an empty name is none, others are trimmed and in NFC", () => {
    expect(parse(newAccount, { ...good, name: "  " })).toMatchObject({ data: { name: null } });
    expect(parse(newAccount, { ...good, name: " Jose\u0301 " })).toMatchObject({ data: { name: "José" } });
    expect(parse(newAccount, good)).toMatchObject({ data: { name: null } });
  });

  test("whatever comes in, the answer is a value", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (input) => {
        expect(typeof parse(credentials, input).ok).toBe("boolean");
      }),
    );
  });
});
