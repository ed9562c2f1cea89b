import { durationInWords, units } from "@/lib/api/duration";
import { type ErrorCode, errors, type WireError } from "@/lib/api/errors";

/** Where the settings are not at hand. */
const defaultMinLength = 8;

const fieldOf: Partial<Record<WireError["code"], string>> = {
  INVALID_EMAIL: "email",
  EMAIL_ALREADY_IN_USE: "email",
  PASSWORD_TOO_SHORT: "password",
  PASSWORD_TOO_LONG: "password",
  PASSWORD_TOO_COMMON: "password",
};

/** Instead of the message of the table, which is for callers of an endpoint. */
const texts: Partial<Record<WireError["code"], string>> = {
  NO_SESSION: "You're not signed in anymore. Sign in to continue.",
  ANONYMOUS_SESSION_EXPIRED:
    "Your guest session has expired. A recovery code still opens your guest account.",
  SESSION_EXPIRED: "Your session has expired. Sign in again to continue. What you typed is kept.",
  SESSION_ROTATED: "This browser is no longer signed in here. Sign in to continue. What you typed is kept.",
  USER_NOT_ANONYMOUS: "You already have an account. Reload this page to see it.",
  ANONYMOUS_DISABLED: "You need an account to do this. Sign in first.",
  INTERNAL_ERROR: "Something went wrong on our side. Please try again.",
  INVALID_EMAIL: "Enter an email address like name@example.com.",
  PASSWORD_TOO_LONG: "That password is too long. Use at most 256 characters.",
  PASSWORD_TOO_COMMON: "That password is too easy to guess. Choose another one.",
  INVALID_CREDENTIALS: "Invalid email or password. Check both and try again.",
  NETWORK_ERROR: "No connection. Check your connection and try again. What you typed is still here.",
  UNAVAILABLE: "This is temporarily unavailable. Please try again in a moment. What you typed is still here.",
  TIMEOUT: "There was no answer in time. Please try again. What you typed is still here.",
  OUTDATED_PAGE: "This page is out of date. Reload it to continue. What you typed is kept.",
  COOKIES_BLOCKED: "Your browser blocks cookies. Allow them for this site to continue, then reload the page.",
  TOKEN_INVALID: "This link no longer works.",
  CONFLICT: "This was changed in the meantime. Reload the page and try again.",
  RECENT_SIGN_IN_REQUIRED: "Please sign in again to do this.",
  CROSS_SITE_REQUEST:
    "This request was refused because it seems to come from another site. Reload the page and try again.",
};

const missing: Record<string, string> = {
  email: "Enter your email",
  password: "Enter your password",
  currentPassword: "Enter your current password",
  code: "Enter the code from the email",
};

/** What an empty field wants, by its name; null where only the server knows. */
export function missingText(name: string, isNewPassword: boolean): string | null {
  return isNewPassword ? "Enter a new password" : (missing[name] ?? null);
}

/** What is wrong with which field, in words. Empty where the error is about the whole form. `minLength` is the rule for passwords in force. */
export function fieldErrors(error: WireError, minLength = defaultMinLength): Record<string, string> {
  const given = Object.entries(error.details?.fields ?? {});
  const isNamed = given.some(([, words]) => words === error.message);
  const field = isNamed ? undefined : fieldOf[error.code];
  const named = given.map(([name, words]) => [name, inWords(words, minLength)]);
  return { ...(field && { [field]: sentence(error, minLength) }), ...Object.fromEntries(named) };
}

/** What went wrong and what to do about it, in words. */
export function sentence({ code, message, details }: WireError, minLength = defaultMinLength): string {
  if (code === "RATE_LIMITED")
    return `Too many attempts. Please wait ${duration(details?.retryAfter ?? 60)}.`;
  if (code === "PASSWORD_TOO_SHORT")
    return `That password is too short. Use at least ${minLength} characters.`;
  return texts[code] ?? `${message}.`;
}

/** A field may be refused by the message of the table alone. */
function inWords(words: string, minLength: number): string {
  const code = codes.find((known) => fieldOf[known] !== undefined && errors[known].message === words);
  return code ? sentence({ code, ...errors[code] }, minLength) : words;
}

const codes = Object.keys(errors).filter((code): code is ErrorCode => code in errors);

/** Seconds in words, rounded up: to minutes from one on, to hours from one on. */
function duration(seconds: number): string {
  const step = seconds < units.minutes ? 1 : seconds < units.hours ? units.minutes : units.hours;
  return durationInWords(Math.ceil(seconds / step) * step);
}
