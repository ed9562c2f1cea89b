import { expect, test } from "vitest";
import { preferredLocale } from "./preferred-locale";

test("the first locale that a browser asks for is taken, and anything that is none is not", () => {
  expect(preferredLocale("de-DE,de;q=0.9,en;q=0.8")).toBe("de-DE");
  expect(preferredLocale("pt-br;q=0.9")).toBe("pt-BR");
  for (const header of [null, "", "*", "no locale at all", "a".repeat(10_000)])
    expect(preferredLocale(header)).toBe("en-US");
});
