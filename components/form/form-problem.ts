import { unstable_isUnrecognizedActionError as isFromOtherBuild } from "next/navigation";
import { units } from "@/lib/api/duration";
import { type ErrorDetails, type WireError, wireError } from "@/lib/api/errors";
import { unreachable } from "@/lib/client/http";

/** Returns an error that no answer of the server named. */
export function problem(code: WireError["code"], details?: ErrorDetails): WireError {
  return { code, message: "", status: 0, ...(details && { details }) };
}

/** Returns what became of a form whose action threw instead of answering. */
export function problemOf(thrown: unknown): WireError {
  if (thrown instanceof DeadlineError) return problem("TIMEOUT");
  if (isFromOtherBuild(thrown)) return problem("OUTDATED_PAGE");
  // Browsers reject a fetch that got no answer with a TypeError; anything else came from the server.
  if (thrown instanceof TypeError) return unreachable;
  return (thrown instanceof Error && refusalOf(thrown.message)) || problem("INTERNAL_ERROR");
}

/** Next throws the text of an answer that is no form's: these are what a form is refused with before it is read. */
function refusalOf(text: string): WireError | null {
  if (text === "Cross-site request refused.") return wireError("CROSS_SITE_REQUEST");
  if (text === "Request too large.") return wireError("BODY_TOO_LARGE");
  const [, amount, unit] =
    /^Too many attempts\. Please wait (\d+) (second|minute|hour|day)s?\.$/.exec(text) ?? [];
  const seconds = units[`${unit}s` as keyof typeof units];
  return amount && seconds ? wireError("RATE_LIMITED", { retryAfter: Number(amount) * seconds }) : null;
}

/** No form waits longer than this for its answer (milliseconds). */
const timeout = 30_000;

export class DeadlineError extends Error {}

/** Rejects with DeadlineError where `work` has not come to an end in time. */
export async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError("no answer in time")), timeout);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
