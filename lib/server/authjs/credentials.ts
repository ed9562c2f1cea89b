import type { OAuthConfig, OIDCConfig, Provider } from "@auth/core/providers";
import type { Profile } from "next-auth";
import {
  isProviderId,
  type SocialMethod,
  type SocialProvider,
  type SocialProviderInfo,
} from "@/lib/api/social";
import type { Providers } from "@/lib/auth/core/context";
import { env, type ProviderCredentials } from "@/lib/server/env";
import { type ListedProvider, providers } from "./providers";
import type { OwnTerms } from "./social-profile";

type OAuthProvider = OAuthConfig<Profile> | OIDCConfig<Profile>;

/** A provider of the list with the credentials that the environment has for it. */
export type ConfiguredProvider = SocialProviderInfo &
  OwnTerms & {
    /** As Auth.js takes it. */
    provider: OAuthProvider;
    /** The variables that it needs. */
    variables: readonly string[];
    hasCredentials: boolean;
    /** Whether its answer comes as another site's POST (OAuth 2.0 Form Post Response Mode). */
    answersByPost: boolean;
  };

/** Returns every provider of the list, by id, and whether it has credentials. */
export function knownProviders(): Providers {
  return Object.fromEntries(providers.map(configured).map(({ id, hasCredentials }) => [id, hasCredentials]));
}

/** Returns every provider of the list, with the variables that it waits for. */
export function socialMethods(): SocialMethod[] {
  return providers
    .map(configured)
    .map(({ id, name, variables, hasCredentials }) => ({ id, name, wants: hasCredentials ? [] : variables }));
}

/** Returns the providers that have credentials. */
export function configuredProviders(): ConfiguredProvider[] {
  return providers.map(configured).filter(({ hasCredentials }) => hasCredentials);
}

function configured(listed: ListedProvider): ConfiguredProvider {
  const { provider: made, ...terms } = "provider" in listed ? listed : { provider: listed };
  const id = idOf(oauthConfig(made));
  const prefix = `AUTH_${id.toUpperCase().replaceAll("-", "_")}`;
  const credentials = env().providers[prefix.slice("AUTH_".length)];
  const config = oauthConfig(made, credentials);
  const options = { ...config.options, ...credentials, checks: checksOf(config) };
  const issuer = options.issuer ?? config.issuer;
  const needsIssuer = config.type === "oidc" && !issuer;
  return {
    ...terms,
    id,
    name: options.name ?? config.name,
    provider: { ...config, options },
    variables: [...(needsIssuer ? [`${prefix}_ISSUER`] : []), `${prefix}_ID`, `${prefix}_SECRET`],
    hasCredentials: credentials !== undefined && !needsIssuer,
    answersByPost: [config.authorization, options.authorization].some(
      (endpoint) => typeof endpoint === "object" && endpoint.params?.response_mode === "form_post",
    ),
  };
}

/** Auth.js's documents list a provider by name, or called with options. */
function oauthConfig(made: Provider, credentials?: ProviderCredentials): OAuthProvider {
  const config = typeof made === "function" ? made({ ...credentials }) : made;
  if (config.type !== "oidc" && config.type !== "oauth") throw new Error(`${config.id} is no OAuth provider`);
  return config;
}

function idOf(config: OAuthProvider): SocialProvider {
  const id = config.options?.id ?? config.id;
  if (!isProviderId(id)) throw new Error(`${id} cannot be the id of a provider`);
  return id;
}

type Checks = NonNullable<OIDCConfig<Profile>["checks"]>;

/**
 * Auth.js asks for one check alone where it is not told; a return has to pass all that the protocol has, or those that the provider
 * can do. A start is known by its state in any case.
 */
function checksOf(config: OAuthProvider): Checks {
  const declared = config.options?.checks ?? config.checks;
  const all: Checks = config.type === "oidc" ? ["pkce", "state", "nonce"] : ["pkce", "state"];
  return declared ? [...new Set([...declared, "state" as const])] : all;
}
