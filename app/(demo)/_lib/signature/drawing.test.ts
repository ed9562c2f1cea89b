import { expect, test } from "vitest";
import { isDrawing, longestDrawing, strokeOf, withoutLastStroke } from "./drawing";

test("strokes are short, on the sheet, and taken back one by one", () => {
  const first = strokeOf([
    { x: -5, y: 3.4 },
    { x: 0.3, y: 3 },
    { x: 12.7, y: 8 },
    { x: 900, y: 8 },
  ]);
  expect(first).toBe("M0 3l13 5 187 0");
  const second = strokeOf([{ x: 7, y: 7 }]);
  expect(second).toBe("M7 7l0 0");
  expect(isDrawing(first + second)).toBe(true);
  expect(withoutLastStroke(first + second)).toBe(first);
  expect(withoutLastStroke("")).toBe("");
});

test.each([
  "",
  "M1 2",
  "m1 2l3 4",
  "M1 2l3",
  "M1 2l3 4z",
  "M1 2l3 4\n",
  'M1 2l3 4"/><script>',
  "M1e9 2l3 4",
  "M1 2l3 4A5 5 0 0 1 9 9",
])("%j is a drawing only if it is strokes of whole numbers", (text) => {
  expect(isDrawing(text)).toBe(text === "M1 2");
});

test("a drawing has an end", () => {
  expect(isDrawing(`M1 2l${"1 1 ".repeat(longestDrawing / 4)}1 1`)).toBe(false);
});
