import { expect, test } from "vitest";
import { wireError } from "@/lib/api/errors";
import { fieldErrors, sentence } from "./error-text";

test("an error says in words for people what happened and what to do", () => {
  expect(sentence(wireError("NO_SESSION"))).toBe("You're not signed in anymore. Sign in to continue.");
  expect(sentence(wireError("INTERNAL_ERROR"))).toBe("Something went wrong on our side. Please try again.");
  expect(sentence(wireError("INVALID_CREDENTIALS"))).toBe(
    "Invalid email or password. Check both and try again.",
  );
  expect(sentence(wireError("RATE_LIMITED", { retryAfter: 90 }))).toBe(
    "Too many attempts. Please wait 2 minutes.",
  );
});

test("a refused field has words of its own, and a short password names the rule in force", () => {
  const short = wireError("PASSWORD_TOO_SHORT", { fields: { newPassword: "Password too short" } });
  expect(fieldErrors(short, 12)).toEqual({
    newPassword: "That password is too short. Use at least 12 characters.",
  });
  expect(fieldErrors(wireError("EMAIL_ALREADY_IN_USE"))).toEqual({ email: "Email already in use." });
  const both = wireError("INVALID_EMAIL", {
    fields: { email: "Invalid email", name: "At most 100 characters" },
  });
  expect(fieldErrors(both)).toEqual({
    email: "Enter an email address like name@example.com.",
    name: "At most 100 characters",
  });
  expect(fieldErrors(wireError("NO_SESSION"))).toEqual({});
});
