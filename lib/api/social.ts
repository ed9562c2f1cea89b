import type { OAuthProviderId } from "@auth/core/providers";
import type { ErrorCode } from "./errors";

/** The names that Auth.js has for its providers; `oidc` is the one that AUTH_OIDC_ISSUER names. Which of them there are: lib/server/authjs/providers.ts. */
export type SocialProvider = OAuthProviderId | "oidc";

/** Whether a text can be the id of a provider: it also names variables and paths. */
export function isProviderId(id: string): id is SocialProvider {
  return /^[a-z0-9-]{1,40}$/.test(id);
}

/** A provider that is on, under the name that people know. */
export type SocialProviderInfo = { id: SocialProvider; name: string };

/** A provider as an admin sees it: `wants` names the variables that are missing to turn it on. */
export type SocialMethod = SocialProviderInfo & { wants: readonly string[] };

/** What a provider is asked for: to turn the guest into an account in place, or to sign in. */
export type SocialIntent = "upgrade" | "sign-in";

/** What can go wrong at a provider, besides the errors of every endpoint. */
export type SocialProblem = ErrorCode | "CANCELLED" | "PROVIDER_FAILED" | "START_AGAIN";

/** What happened, and what to do now: shown at /auth-error, and by a page that was returned to with `?error=`. */
export const socialProblems: Partial<Record<SocialProblem, { title: string; advice: string }>> = {
  CANCELLED: {
    title: "Sign-in cancelled",
    advice: "Nothing has changed. You can try again or choose another way.",
  },
  PROVIDER_FAILED: {
    title: "The provider returned an error",
    advice: "Nothing has changed. Wait a moment and try again, or choose another way.",
  },
  START_AGAIN: {
    title: "This took too long, or was started in another browser",
    advice: "Nothing has changed. Please start again from here.",
  },
  CONFLICT: {
    title: "Your account changed while you were signing in",
    advice: "Nothing has changed. Please start again from here.",
  },
  SESSION_ROTATED: {
    title: "Your session was renewed in the meantime",
    advice: "Nothing has changed. Please start again from here.",
  },
  NO_SESSION: {
    title: "You're not signed in anymore",
    advice: "Nothing has changed. Sign in, or start again as a guest.",
  },
  ANONYMOUS_SESSION_EXPIRED: {
    title: "Your guest session has expired",
    advice: "Nothing was linked. A recovery code still opens your guest account.",
  },
  SESSION_EXPIRED: {
    title: "Your session has expired",
    advice: "Nothing has changed. Please sign in again.",
  },
  USER_NOT_ANONYMOUS: {
    title: "You already have an account",
    advice: "Nothing has changed.",
  },
  ACCOUNT_ALREADY_LINKED: {
    title: "That account is already in use here",
    advice:
      "Nothing has changed. If it's yours, sign in with it instead. You can then move your guest work to it.",
  },
  EMAIL_ALREADY_IN_USE: {
    title: "Its email address already belongs to an account here",
    advice:
      "Nothing has changed. If that account is yours, sign in the way you did before. You can then move your guest work to it.",
  },
  METHOD_DISABLED: {
    title: "This sign-in method is turned off",
    advice: "Nothing has changed. Choose another way.",
  },
  UNAVAILABLE: {
    title: "This is temporarily unavailable",
    advice: "Nothing has changed. Please try again in a moment.",
  },
};

/** By what somebody becomes a registered user, besides a provider. */
export const upgradeMethods = ["password", "magic-link", "reset", "passkey"] as const;
export type UpgradeMethod = (typeof upgradeMethods)[number] | SocialProvider;
