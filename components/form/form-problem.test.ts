import { expect, test } from "vitest";
import { durationInWords } from "@/lib/api/duration";
import { sentence } from "./error-text";
import { DeadlineError, problemOf } from "./form-problem";

/** As Next throws what the middleware answered a form with. */
function refusedWith(text: string): string {
  return sentence(problemOf(new Error(text)));
}

test("a form that is refused before it is read says why, and how long to wait", () => {
  const waiting = (seconds: number) =>
    refusedWith(`Too many attempts. Please wait ${durationInWords(seconds)}.`);
  expect([1, 45, 60, 90, 3541, 3600, 86_400].map(waiting)).toEqual([
    "Too many attempts. Please wait 1 second.",
    "Too many attempts. Please wait 45 seconds.",
    "Too many attempts. Please wait 1 minute.",
    "Too many attempts. Please wait 2 minutes.",
    "Too many attempts. Please wait 1 hour.",
    "Too many attempts. Please wait 1 hour.",
    "Too many attempts. Please wait 1 day.",
  ]);
  expect(refusedWith("Request too large.")).toBe("Request too large.");
  expect(refusedWith("Cross-site request refused.")).toContain("seems to come from another site");
});

test("what else an action throws is told apart, and nothing that it says is shown", () => {
  expect(problemOf(new DeadlineError()).code).toBe("TIMEOUT");
  expect(problemOf(new TypeError("Failed to fetch")).code).toBe("NETWORK_ERROR");
  const others = ["Too many attempts. Please wait <b>.", "502 Bad Gateway", ""];
  expect(others.map((text) => problemOf(new Error(text)).code)).toEqual(others.map(() => "INTERNAL_ERROR"));
  expect(problemOf("thrown").code).toBe("INTERNAL_ERROR");
});
