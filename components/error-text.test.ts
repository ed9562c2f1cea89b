import { expect, test } from "vitest";
import { wireError } from "@/lib/contract/errors";
import { sentence } from "./error-text";

test("an error says in words for people what happened and what to do", () => {
  expect(sentence(wireError("NO_SESSION"))).toBe("You are not signed in any more. Please sign in.");
  expect(sentence(wireError("INTERNAL_ERROR"))).toBe("Something went wrong on our side. Please try again.");
  expect(sentence(wireError("INVALID_CREDENTIALS"))).toBe(
    "Invalid email or password. Check both and try again.",
  );
  expect(sentence(wireError("RATE_LIMITED", { retryAfter: 90 }))).toBe(
    "Too many tries. Please wait 2 minutes.",
  );
});
