import { afterEach, beforeEach, expect, vi } from "vitest";

beforeEach(() => {
  vi.spyOn(console, "error");
});

// A test that expects one says so and then forgets it with `vi.mocked(console.error).mockClear()`.
afterEach(() => {
  expect(console.error, "unexpected console.error").not.toHaveBeenCalled();
});
