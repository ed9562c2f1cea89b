import type { Provider } from "@auth/core/providers";
import { connection } from "next/server";
import { isOutage } from "@/db/failure";
import type { SignInMethods } from "@/lib/api/views";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { currentConfig } from "@/lib/server/settings";
import { type ConfiguredProvider, configuredProviders } from "./credentials";

/** While the settings cannot be read, pages offer nothing. */
const none: SignInMethods = {
  anonymous: false,
  emailPassword: false,
  magicLink: false,
  passkey: false, // eject: passkeys
  social: [],
  passwordMinLength: defaultConfig.password.minLength,
};

/** Returns the sign-in methods that are on, for pages. A build does not know them: it waits for a request. */
export async function signInMethods(): Promise<SignInMethods> {
  await connection();
  const config = await currentConfig().catch((error: unknown) => {
    if (isOutage(error)) return null;
    throw error;
  });
  if (!config) return none;
  const { authMethods, password } = config;
  return {
    anonymous: authMethods.anonymous.enabled,
    emailPassword: authMethods.emailPassword,
    magicLink: authMethods.magicLink,
    passkey: authMethods.passkey, // eject: passkeys
    social: (await enabledProviders()).map(({ id, name }) => ({ id, name })),
    passwordMinLength: password.minLength,
  };
}

/** Returns the providers that are on, as Auth.js takes them. */
export async function authJsProviders(): Promise<Provider[]> {
  return (await enabledProviders()).map(({ provider }) => provider);
}

/** Returns the provider of this id, or null where there is none or it is off. */
export async function enabledProvider(id: string): Promise<ConfiguredProvider | null> {
  return (await enabledProviders()).find((provider) => provider.id === id) ?? null;
}

async function enabledProviders(): Promise<ConfiguredProvider[]> {
  const { social } = (await currentConfig()).authMethods;
  return configuredProviders().filter(({ id }) => social[id]);
}
