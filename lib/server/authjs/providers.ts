import type {
  OAuthConfig,
  OAuthUserConfig,
  OIDCConfig,
  OIDCUserConfig,
  Provider,
} from "@auth/core/providers";
import type { Profile } from "next-auth";
import Apple from "next-auth/providers/apple";
import GitHub, { type GitHubProfile } from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { z } from "zod";
import { product } from "@/lib/product";
import { env } from "@/lib/server/env";
import type { OwnTerms, Vouched } from "./social-profile";

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

/** GitHub, or the Enterprise Server that AUTH_GITHUB_URL names. */
function gitHub(options: OAuthUserConfig<GitHubProfile>): OAuthConfig<GitHubProfile> {
  const { AUTH_GITHUB_URL: baseUrl } = env();
  // Auth.js's own request fails for an account that shows no address.
  return GitHub({ ...options, ...(baseUrl && { enterprise: { baseUrl } }), userinfo: `${gitHubApi()}/user` });
}

const emailList = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * Returns the address that the profile shows, else the primary one, if it is verified: the profile does not say so, and the list
 * of addresses does.
 */
async function verifiedEmailAtGitHub({ user, account }: Vouched): Promise<string | null> {
  const response = await fetch(`${gitHubApi()}/user/emails`, {
    headers: { authorization: `Bearer ${account.access_token}`, "user-agent": product.slug },
    signal: AbortSignal.timeout(5_000),
  });
  // Without the right to ask there is no list; a list that is late is not the same.
  if (response.status >= 500) throw new Error(`the list of addresses: ${response.status}`);
  const emails = emailList.safeParse(await response.json()).data ?? [];
  const shown = user.email?.toLowerCase();
  const entry = emails.find(({ email, primary }) => (shown ? email.toLowerCase() === shown : primary));
  return entry?.verified ? entry.email : null;
}

function gitHubApi(): string {
  const { AUTH_GITHUB_URL } = env();
  return AUTH_GITHUB_URL ? `${AUTH_GITHUB_URL}/api/v3` : "https://api.github.com";
}

/** Any OpenID Connect provider: the one that AUTH_OIDC_ISSUER names. */
function openIdConnect(options: OIDCUserConfig<Profile>): OIDCConfig<Profile> {
  return {
    id: "oidc",
    name: env().AUTH_OIDC_NAME,
    type: "oidc",
    // The claims of `profile` and `email` come from the userinfo endpoint (OpenID Connect Core, 5.4).
    idToken: false,
    options,
  };
}
