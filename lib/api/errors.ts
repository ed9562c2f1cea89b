/** Every error a caller can act on: its HTTP status and the one message that goes with it. Server, client and docs read this table. */
export const errors = {
  USER_NOT_ANONYMOUS: { status: 400, message: "User is not anonymous" },
  INVALID_JSON: { status: 400, message: "Invalid JSON" },
  NO_SESSION: { status: 401, message: "Not signed in" },
  ANONYMOUS_SESSION_EXPIRED: { status: 401, message: "Anonymous session expired" },
  SESSION_EXPIRED: { status: 401, message: "Session expired" },
  SESSION_ROTATED: { status: 401, message: "Session was renewed" },
  INVALID_CREDENTIALS: { status: 401, message: "Invalid email or password" },
  INVALID_API_KEY: { status: 401, message: "Invalid API key" },
  ANONYMOUS_DISABLED: { status: 403, message: "Anonymous authentication is disabled" },
  METHOD_DISABLED: { status: 403, message: "This sign-in method is disabled" },
  FULL_ACCOUNT_REQUIRED: { status: 403, message: "Create an account to do this" },
  RECENT_SIGN_IN_REQUIRED: { status: 403, message: "Please sign in again" },
  FORBIDDEN: { status: 403, message: "Not allowed" },
  CROSS_SITE_REQUEST: { status: 403, message: "Cross-site request refused" },
  NOT_FOUND: { status: 404, message: "Not found" },
  METHOD_NOT_ALLOWED: { status: 405, message: "Method not allowed" },
  EMAIL_ALREADY_IN_USE: { status: 409, message: "Email already in use" },
  ACCOUNT_ALREADY_LINKED: { status: 409, message: "This account is already in use" },
  CONFLICT: { status: 409, message: "Somebody else changed this meanwhile" },
  TOKEN_INVALID: { status: 410, message: "This link is no longer valid" },
  BODY_TOO_LARGE: { status: 413, message: "Request too large" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "Send JSON" },
  INVALID_EMAIL: { status: 422, message: "Invalid email" },
  PASSWORD_TOO_SHORT: { status: 422, message: "Password too short" },
  PASSWORD_TOO_LONG: { status: 422, message: "Password too long" },
  PASSWORD_TOO_COMMON: { status: 422, message: "Password too common" },
  UPGRADE_METHOD_REQUIRED: { status: 422, message: "Enable at least one upgrade method" },
  VALIDATION_FAILED: { status: 422, message: "Some fields are not valid" },
  RATE_LIMITED: { status: 429, message: "Too Many Requests" },
  INTERNAL_ERROR: { status: 500, message: "Internal Server Error" },
  UNAVAILABLE: { status: 503, message: "Temporarily unavailable" },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errors;

/** What goes with an error: `fields` names each field that was refused, and why. */
export type ErrorDetails = { fields?: Record<string, string>; retryAfter?: number };

// eject-start: passkeys
/** What can come of a browser's own prompt for a passkey, besides a passkey. */
export type PromptProblem =
  | "PASSKEY_CANCELLED"
  | "PASSKEY_ALREADY_HERE"
  | "PASSKEY_UNSUPPORTED"
  | "PASSKEY_FAILED";
// eject-end: passkeys

/** What can become of a form besides an answer: none in time, a page that is older than the server, a browser that keeps no cookie. */
export type FormProblem = "TIMEOUT" | "OUTDATED_PAGE" | "COOKIES_BLOCKED";

type ClientProblem =
  | PromptProblem // eject: passkeys
  | FormProblem
  | "NETWORK_ERROR";

/** The error half of every response. The browser's client adds those that no server sends, with status 0. */
export type WireError = {
  code: ErrorCode | ClientProblem;
  message: string;
  status: number;
  details?: ErrorDetails;
};

export type Envelope<T> = { data: T; error: null } | { data: null; error: WireError };

/** A code as the wire has it, with the words and the status of the table. */
export function wireError(code: ErrorCode, details?: ErrorDetails): WireError {
  return { code, ...errors[code], ...(details && { details }) };
}
