import { beforeEach, expect, test } from "vitest";
import { processValues } from "@/lib/process-wide";
import { countInMemory, keysInMemory } from "./memory-limit";

const minute = { name: "minute", max: 3, windowSeconds: 60, by: "ip" } as const;
const hour = { name: "hour", max: 3, windowSeconds: 3600, by: "email" } as const;

beforeEach(() => {
  processValues.delete("calls");
});

test("however many callers come and go, no more are remembered than twice those whose window has not passed", () => {
  const perMinute = 2_000;
  let most = 0;
  for (let call = 0; call < 10 * perMinute; call++) {
    countInMemory(minute, `caller ${call}`, call * (60_000 / perMinute));
    most = Math.max(most, keysInMemory());
  }
  expect(most).toBeLessThanOrEqual(2 * perMinute + 1_000);
});

test("nobody is forgotten before their window has passed", () => {
  for (let call = 0; call < 3; call++) countInMemory(hour, "somebody", 0);
  for (let call = 0; call < 10_000; call++) countInMemory(minute, `caller ${call}`, call * 300);
  expect(countInMemory(hour, "somebody", 3_599_999).allowed).toBe(false);
  expect(countInMemory(hour, "somebody", 3_600_000).allowed).toBe(true);
});
