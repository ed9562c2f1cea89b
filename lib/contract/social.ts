import type { ErrorCode } from "./errors";

/** Every provider there can be; `oidc` is the one that AUTH_OIDC_ISSUER names. */
export const socialProviders = ["google", "github", "apple", "oidc"] as const;
export type SocialProvider = (typeof socialProviders)[number];

/** A provider that is switched on, under the name that people know. */
export type SocialWay = { id: SocialProvider; name: string };

/** A provider as its owner sees it: `wants` names the variables that it cannot be switched on without; empty where they are set. */
export type SocialMethod = SocialWay & { wants: readonly string[] };

/** What somebody wants of a provider: to become a member in place, or to be in the account they have there. */
export type SocialIntent = "upgrade" | "sign-in";

/** What can go wrong on the way to a provider and back, besides the errors of every endpoint. */
export type SocialProblem = ErrorCode | "CANCELLED" | "PROVIDER_FAILED" | "START_AGAIN";

/** What happened, and what to do now: shown at /auth-error, and by a page that was returned to with `?error=`. */
export const socialProblems: Partial<Record<SocialProblem, { title: string; advice: string }>> = {
  CANCELLED: {
    title: "You stopped half-way",
    advice: "Nothing has changed. Try again whenever you like, or choose another way.",
  },
  PROVIDER_FAILED: {
    title: "That service did not answer as it should",
    advice: "Nothing has changed. Wait a moment and try again, or choose another way.",
  },
  START_AGAIN: {
    title: "This took too long, or began in another browser",
    advice: "Nothing has changed. Please start again from here.",
  },
  CONFLICT: {
    title: "You are somebody else now than when you started",
    advice: "Nothing has changed. Please start again from here.",
  },
  SESSION_ROTATED: {
    title: "Your session was renewed meanwhile",
    advice: "Nothing has changed. Please start again from here.",
  },
  NO_SESSION: {
    title: "You are not signed in any more",
    advice: "Nothing has changed. Sign in, or start again as a guest.",
  },
  ANONYMOUS_SESSION_EXPIRED: {
    title: "Your time as a guest has run out",
    advice: "Nothing was linked. If you kept a recovery code, it still opens what you made as a guest.",
  },
  SESSION_EXPIRED: {
    title: "Your session has expired",
    advice: "Nothing has changed. Please sign in again.",
  },
  USER_NOT_ANONYMOUS: {
    title: "You have an account already",
    advice: "Nothing has changed, and nothing is missing.",
  },
  ACCOUNT_ALREADY_LINKED: {
    title: "That account belongs to somebody here already",
    advice:
      "You are still a guest, and nothing is lost. If it is yours, sign in with it instead; your work can come along.",
  },
  EMAIL_ALREADY_IN_USE: {
    title: "Its email address belongs to an account here already",
    advice:
      "Nothing has changed. If that account is yours, sign in to it the way you did before; your work can come along.",
  },
  METHOD_DISABLED: {
    title: "This way in is switched off",
    advice: "Nothing has changed. Choose another way.",
  },
  UNAVAILABLE: {
    title: "We cannot do that at this moment",
    advice: "Nothing has changed. Wait a moment and try again.",
  },
};
