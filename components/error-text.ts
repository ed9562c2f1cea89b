import type { WireError } from "@/lib/contract/errors";

const fieldOf: Partial<Record<WireError["code"], string>> = {
  INVALID_EMAIL: "email",
  EMAIL_ALREADY_IN_USE: "email",
  PASSWORD_TOO_SHORT: "password",
  PASSWORD_TOO_LONG: "password",
  PASSWORD_TOO_COMMON: "password",
};

const advice: Partial<Record<WireError["code"], string>> = {
  INVALID_EMAIL: "Write it like name@example.com.",
  PASSWORD_TOO_SHORT: "Use at least 8 characters.",
  PASSWORD_TOO_LONG: "Use at most 256 characters.",
  PASSWORD_TOO_COMMON: "Choose one that is harder to guess.",
  INVALID_CREDENTIALS: "Check both and try again.",
  NETWORK_ERROR: "Check your connection and try again. What you typed is still here.",
  UNAVAILABLE: "Please try again in a moment. What you typed is still here.",
};

/** Instead of the wire's message, which is for whoever calls an endpoint. */
const texts: Partial<Record<WireError["code"], string>> = {
  NO_SESSION: "You are not signed in any more. Please sign in.",
  ANONYMOUS_SESSION_EXPIRED: "Your time as a guest has run out. A recovery code still opens what you made.",
  SESSION_EXPIRED: "Your session has expired. Please sign in again.",
  SESSION_ROTATED: "Your session was renewed meanwhile. Please open this page again.",
  USER_NOT_ANONYMOUS: "You have an account already. Please open this page again.",
  ANONYMOUS_DISABLED: "Starting without an account is switched off here. Please sign in first.",
  INTERNAL_ERROR: "Something went wrong on our side. Please try again.",
};

/** What was wrong with which field, in words. Empty where the error is about the whole form. */
export function fieldErrors(error: WireError): Record<string, string> {
  const field = fieldOf[error.code];
  return { ...error.details?.fields, ...(field && { [field]: sentence(error) }) };
}

/** What went wrong and what to do about it, in words. */
export function sentence(error: WireError): string {
  const { code, details } = error;
  if (code === "RATE_LIMITED") return `Too many tries. Please wait ${duration(details?.retryAfter ?? 60)}.`;
  return texts[code] ?? [`${error.message}.`, advice[code]].filter(Boolean).join(" ");
}

/** Seconds in the words of a person, rounded up. */
function duration(seconds: number): string {
  if (seconds < 60) return count(Math.ceil(seconds), "second");
  if (seconds < 3600) return count(Math.ceil(seconds / 60), "minute");
  return count(Math.ceil(seconds / 3600), "hour");
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
