import { expect, test } from "vitest";
import { visitMarks } from "./secrets";

const marks = visitMarks("a secret of the tests, known to everybody");
const [morning, evening, tomorrow] = ["01T08", "01T23", "02T08"].map(
  (time) => new Date(`2026-07-${time}:00:00.000Z`),
);
const home = { network: "198.51.100", userAgent: "Firefox" };

test("one place has one mark on one day, and another on the next", () => {
  if (!morning || !evening || !tomorrow) throw new Error("no times");
  expect(marks(home, morning)).toEqual(marks(home, evening));
  expect(marks(home, tomorrow).network).not.toBe(marks(home, morning).network);
  const other = marks({ ...home, userAgent: "Safari" }, morning);
  expect(other.network).toBe(marks(home, morning).network);
  expect(other.browser).not.toBe(marks(home, morning).browser);
  expect(visitMarks("another")(home, morning)).not.toEqual(marks(home, morning));
  expect(JSON.stringify(marks(home, morning))).not.toContain(home.network);
});
