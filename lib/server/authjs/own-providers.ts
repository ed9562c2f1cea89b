import type { OAuthConfig, OAuthUserConfig, OIDCConfig, OIDCUserConfig } from "@auth/core/providers";
import type { Profile } from "next-auth";
import GitHub, { type GitHubProfile } from "next-auth/providers/github";
import { z } from "zod";
import { product } from "@/lib/product";
import { env } from "@/lib/server/env";
import type { VerifiedEmail } from "./social-profile";

/** GitHub, or the Enterprise Server that AUTH_GITHUB_URL names. */
export function gitHub(options: OAuthUserConfig<GitHubProfile>): OAuthConfig<GitHubProfile> {
  const { AUTH_GITHUB_URL: baseUrl } = env();
  // Auth.js's own request fails for an account that shows no address.
  return GitHub({ ...options, ...(baseUrl && { enterprise: { baseUrl } }), userinfo: `${gitHubApi()}/user` });
}

const emailList = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * Returns the address that the profile shows, else the primary one, if it is verified: the profile does not say so, and the list
 * of addresses does.
 */
export const verifiedEmailAtGitHub: VerifiedEmail = async ({ user, account }) => {
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
};

function gitHubApi(): string {
  const { AUTH_GITHUB_URL } = env();
  return AUTH_GITHUB_URL ? `${AUTH_GITHUB_URL}/api/v3` : "https://api.github.com";
}

/** Any OpenID Connect provider: the one that AUTH_OIDC_ISSUER names. */
export function openIdConnect(options: OIDCUserConfig<Profile>): OIDCConfig<Profile> {
  return {
    id: "oidc",
    name: env().AUTH_OIDC_NAME,
    type: "oidc",
    // The claims of `profile` and `email` come from the userinfo endpoint (OpenID Connect Core, 5.4).
    idToken: false,
    options,
  };
}
