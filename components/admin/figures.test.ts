import { expect, test } from "vitest";
import { guestsInWords, inFigures } from "./figures";

test("counts read well", () => {
  expect(inFigures(1204)).toBe("1,204");
});

test("guests are counted as people write numbers", () => {
  expect([0, 1, 1204].map(guestsInWords)).toEqual(["0 guests", "1 guest", "1,204 guests"]);
});
