import { expect, test } from "vitest";
import { workInWords } from "./work-text";

test("counts are words that a person reads, and nothing is null", () => {
  expect(workInWords({ cards: 2, signatures: 1, memberships: 3 })).toBe(
    "2 cards, 1 signature, and 3 memberships",
  );
  expect(workInWords({ cards: 1 })).toBe("1 card");
  expect(workInWords({})).toBeNull();
});
