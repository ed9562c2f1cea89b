import type { Provider } from "@auth/core/providers";
import { connection } from "next/server";
import type { SocialProvider } from "@/lib/contract/social";
import type { WaysIn } from "@/lib/contract/wire";
import { currentConfig } from "./config";
import { configuredProviders } from "./credentials";

/** What this page may offer. A build does not know: it waits for somebody to ask. */
export async function waysIn(): Promise<WaysIn> {
  await connection();
  const { authMethods, password } = await currentConfig();
  return {
    anonymous: authMethods.anonymous.enabled,
    emailPassword: authMethods.emailPassword,
    magicLink: authMethods.magicLink,
    passkey: authMethods.passkey,
    social: (await enabled()).map(({ id, name }) => ({ id, name })),
    passwordMinLength: password.minLength,
  };
}

/** Each provider that is on, as Auth.js takes them. */
export async function authJsProviders(): Promise<Provider[]> {
  return (await enabled()).map(({ provider }) => provider);
}

/** The provider of this name, or null where there is none or it is off. */
export async function enabledProvider(id: string): Promise<SocialProvider | null> {
  return (await enabled()).find((provider) => provider.id === id)?.id ?? null;
}

async function enabled(): Promise<ReturnType<typeof configuredProviders>> {
  const { social } = (await currentConfig()).authMethods;
  return configuredProviders().filter(({ id }) => social[id]);
}
