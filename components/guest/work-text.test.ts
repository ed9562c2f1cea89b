import { expect, test } from "vitest";
import { workInWords } from "./work-text";

test("counts are words that a person reads, and nothing is null", () => {
  expect(workInWords({ drafts: 2, pictures: 1, memberships: 3 })).toBe(
    "2 drafts, 1 picture, and 3 memberships",
  );
  expect(workInWords({ drafts: 1 })).toBe("1 draft");
  expect(workInWords({})).toBeNull();
});
