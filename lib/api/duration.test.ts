import { expect, test } from "vitest";
import { durationInWords, inUnits } from "./duration";

test("seconds are said in the longest unit that takes a whole number of them", () => {
  expect(inUnits(30 * 86_400)).toEqual({ amount: 30, unit: "days" });
  expect([86_400, 90_000, 3_600, 5_400, 90].map(durationInWords)).toEqual([
    "1 day",
    "25 hours",
    "1 hour",
    "90 minutes",
    "90 seconds",
  ]);
});
