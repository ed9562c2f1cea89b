import { expect, test } from "vitest";
import { inWords } from "./work-text";

test("work is counted in words", () => {
  expect(inWords({ cards: 3, signatures: 1 })).toBe("3 cards and 1 signature");
  expect(inWords({ cards: 1, signatures: 2, memberships: 1 })).toBe("1 card, 2 signatures, and 1 membership");
});

test("nothing is not the same as not knowing", () => {
  expect(inWords({})).toBeNull();
  expect(inWords(null)).toBe("what you made");
});
