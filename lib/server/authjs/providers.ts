import type { Provider } from "@auth/core/providers";
import Apple from "next-auth/providers/apple";
import Google from "next-auth/providers/google";
import { gitHub, verifiedEmailAtGitHub } from "./github";
import { openIdConnect } from "./openid-connect";
import type { VerifiedEmail } from "./social-profile";

/** A provider as Auth.js's documents write it, or with what is ours to say about it. */
export type ListedProvider = Provider | OwnTerms;

export type OwnTerms = {
  provider: Provider;
  /** Finds the email that the provider says is verified. Without it: the profile's, where its claims hold `email_verified`. */
  verifiedEmail?: VerifiedEmail;
  /** Keeps the provider's tokens, encrypted, for code of yours that calls it: `readProviderTokens`. Without it none is stored. */
  keepTokens?: true;
};

/**
 * The providers that people can sign in with. One of Auth.js's own (https://authjs.dev/getting-started/authentication/oauth) takes its
 * name here, its import, and two variables: AUTH_<NAME>_ID and AUTH_<NAME>_SECRET, AUTH_<NAME>_ISSUER where it has no issuer of its own.
 */
export const providers: ListedProvider[] = [
  // Somebody who is signed in to several accounts there says which one.
  Google({ authorization: { params: { prompt: "select_account" } } }),
  { provider: gitHub, verifiedEmail: verifiedEmailAtGitHub },
  Apple,
  openIdConnect,
];
