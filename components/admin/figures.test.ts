import { expect, test } from "vitest";
import { inFigures } from "./figures";

test("counts read well", () => {
  expect(inFigures(1204)).toBe("1,204");
});
