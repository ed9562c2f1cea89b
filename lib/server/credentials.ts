import type { Provider } from "@auth/core/providers";
import Apple from "@auth/core/providers/apple";
import GitHub from "@auth/core/providers/github";
import Google from "@auth/core/providers/google";
import {
  type SocialMethod,
  type SocialProvider,
  type SocialWay,
  socialProviders,
} from "@/lib/contract/social";
import { env } from "./env";

type Configured = SocialWay & { provider: Provider };

/** The providers that have credentials, whether they are switched on or not. */
export function availableProviders(): SocialProvider[] {
  return configuredProviders().map(({ id }) => id);
}

const variables: Record<SocialProvider, readonly string[]> = {
  google: ["AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"],
  github: ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
  apple: ["AUTH_APPLE_ID", "AUTH_APPLE_SECRET"],
  oidc: ["AUTH_OIDC_ISSUER", "AUTH_OIDC_ID", "AUTH_OIDC_SECRET"],
};

/** Every provider there can be, and what it takes to have it. */
export function socialMethods(): SocialMethod[] {
  const available = availableProviders();
  const names = { google: "Google", github: "GitHub", apple: "Apple", oidc: env().AUTH_OIDC_NAME };
  return socialProviders.map((id) => ({
    id,
    name: names[id],
    wants: available.includes(id) ? [] : variables[id],
  }));
}

/** The providers that have credentials, by the names that people know, and as Auth.js takes them. */
export function configuredProviders(): Configured[] {
  const e = env();
  const providers: Configured[] = [];
  if (e.AUTH_GOOGLE_ID && e.AUTH_GOOGLE_SECRET) {
    const own = { clientId: e.AUTH_GOOGLE_ID, clientSecret: e.AUTH_GOOGLE_SECRET, checks: [...allChecks] };
    const issuer = e.AUTH_GOOGLE_ISSUER && { issuer: e.AUTH_GOOGLE_ISSUER };
    providers.push({ id: "google", name: "Google", provider: Google({ ...own, ...issuer }) });
  }
  if (e.AUTH_GITHUB_ID && e.AUTH_GITHUB_SECRET) {
    const own = { clientId: e.AUTH_GITHUB_ID, clientSecret: e.AUTH_GITHUB_SECRET, checks: [...withoutNonce] };
    const enterprise = e.AUTH_GITHUB_URL && { enterprise: { baseUrl: e.AUTH_GITHUB_URL } };
    // Auth.js's own request fails for an account that shows no address.
    const userinfo = `${gitHubApi()}/user`;
    providers.push({ id: "github", name: "GitHub", provider: GitHub({ ...own, ...enterprise, userinfo }) });
  }
  if (e.AUTH_APPLE_ID && e.AUTH_APPLE_SECRET) {
    const own = { clientId: e.AUTH_APPLE_ID, clientSecret: e.AUTH_APPLE_SECRET };
    const issuer = e.AUTH_APPLE_ISSUER && { issuer: e.AUTH_APPLE_ISSUER };
    providers.push({ id: "apple", name: "Apple", provider: Apple({ ...own, ...issuer }) });
  }
  if (e.AUTH_OIDC_ISSUER && e.AUTH_OIDC_ID && e.AUTH_OIDC_SECRET) {
    const provider: Provider = {
      id: "oidc",
      name: e.AUTH_OIDC_NAME,
      type: "oidc",
      issuer: e.AUTH_OIDC_ISSUER,
      clientId: e.AUTH_OIDC_ID,
      clientSecret: e.AUTH_OIDC_SECRET,
      checks: [...allChecks],
      // The claims of `profile` and `email` come from the userinfo endpoint (OpenID Connect Core, 5.4).
      idToken: false,
    };
    providers.push({ id: "oidc", name: e.AUTH_OIDC_NAME, provider });
  }
  return providers;
}

/** Where GitHub, or the Enterprise Server that is configured, tells programs what it knows. */
export function gitHubApi(): string {
  return env().AUTH_GITHUB_URL ? `${env().AUTH_GITHUB_URL}/api/v3` : "https://api.github.com";
}

/** Auth.js asks for one check alone where it is not told; a return has to pass all that the protocol has. */
const allChecks = ["pkce", "state", "nonce"] as const;
const withoutNonce = ["pkce", "state"] as const;
