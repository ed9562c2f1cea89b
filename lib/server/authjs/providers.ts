import type { Provider } from "@auth/core/providers";
import Apple from "next-auth/providers/apple";
import Google from "next-auth/providers/google";
import { gitHub, openIdConnect, verifiedEmailAtGitHub } from "./own-providers";
import type { OwnTerms } from "./social-profile";

/** A provider as Auth.js's documents write it, or with what is ours to say about it. */
export type ListedProvider = Provider | ({ provider: Provider } & OwnTerms);

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
