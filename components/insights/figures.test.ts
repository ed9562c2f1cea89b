import { expect, test } from "vitest";
import { duration, percent, relativeChange, shareChange, shareOf } from "./figures";

test.each([
  [1, "1 second"],
  [90, "1.5 minutes"],
  [7200, "2 hours"],
  [365 * 24 * 60 * 60, "365 days"],
])("%i seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("shares read well", () => {
  expect(percent(shareOf(1, 8))).toBe("12.5%");
  expect(percent(shareOf(0, 0))).toBe("–");
});

test("a change names its direction and its size, and there is none against nothing", () => {
  expect(relativeChange(150, 100)).toEqual({ direction: "up", text: "Up 50%" });
  expect(relativeChange(90, 120)).toEqual({ direction: "down", text: "Down 25%" });
  expect(relativeChange(7, 7)).toEqual({ direction: "same", text: "No change" });
  expect(relativeChange(7, 0)).toBeNull();
  expect(shareChange(0.125, 0.1)).toEqual({ direction: "up", text: "Up 2.5 points" });
  expect(shareChange(0.125, null)).toBeNull();
  expect(relativeChange(60, 90)).toEqual({ direction: "down", text: "Down 33.3%" });
  expect(relativeChange(60, undefined)).toBeNull();
});
