import type { Provider } from "@auth/core/providers";
import { connection } from "next/server";
import type { SocialProvider, SocialWay } from "@/lib/contract/social";
import { currentConfig } from "./config";
import { configuredProviders } from "./credentials";

/** Each provider that is on, as people know it. For pages: a build does not answer, as nobody has asked. */
export async function enabledProviders(): Promise<SocialWay[]> {
  await connection();
  return (await enabled()).map(({ id, name }) => ({ id, name }));
}

/** The same, as Auth.js takes them. */
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
