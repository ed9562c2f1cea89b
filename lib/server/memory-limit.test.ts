import { expect, test } from "vitest";
import { countInMemory, spentInMemory } from "./memory-limit";

const limit = { name: "test", max: 30, windowSeconds: 60, by: "ip" } as const;

test("thirty in any minute pass, the next does not, and says when to come back", () => {
  const start = 1_000_000;
  for (let i = 0; i < 30; i++) expect(countInMemory(limit, "a", start + i * 1000).allowed).toBe(true);
  expect(countInMemory(limit, "a", start + 59_000)).toMatchObject({
    allowed: false,
    remaining: 0,
    resetSeconds: 1,
  });
  expect(spentInMemory(limit, "a", start + 59_000)).toBe(true);
  expect(countInMemory(limit, "a", start + 60_001).allowed).toBe(true);
  expect(countInMemory(limit, "a", start + 60_002).allowed).toBe(false);
  expect(countInMemory(limit, "b", start + 60_002)).toMatchObject({ allowed: true, remaining: 29 });
});

test("after a flood of callers, those whose window has passed are forgotten", () => {
  const calls = () => Reflect.get(globalThis, Symbol.for("guestbook.calls")) as Map<string, unknown>;
  const start = 2_000_000;
  for (let i = 0; i < 50_000; i++) countInMemory(limit, `flood ${i}`, start);
  expect(calls().size).toBeGreaterThanOrEqual(50_000);
  for (let i = 0; i < 50_000; i++) countInMemory(limit, `next ${i}`, start + 60_001);
  expect(calls().size).toBeLessThan(100_000);
  expect([...calls().keys()].filter((key) => key.includes("flood"))).toEqual([]);
});
