import type { OIDCConfig, OIDCUserConfig } from "@auth/core/providers";
import type { Profile } from "next-auth";
import { env } from "@/lib/server/env";

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
