import { expect, test } from "vitest";
import { duration, inFigures, percentage } from "./figures";

test.each([
  [1, "1 second"],
  [90, "1.5 minutes"],
  [7200, "2 hours"],
  [365 * 24 * 60 * 60, "365 days"],
])("%i seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("counts and shares read well", () => {
  expect(inFigures(1204)).toBe("1,204");
  expect(percentage(1, 8)).toBe("12.5%");
  expect(percentage(0, 0)).toBe("–");
});
