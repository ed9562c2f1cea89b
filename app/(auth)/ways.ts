import type { Ways } from "@/components/ways";
import { currentConfig } from "@/lib/server/config";
import { enabledProviders } from "@/lib/server/providers";

/** The ways to an account that are switched on. */
export async function currentWays(): Promise<Ways> {
  const { authMethods, password } = await currentConfig();
  return {
    password: authMethods.emailPassword,
    minLength: password.minLength,
    link: authMethods.magicLink,
    providers: await enabledProviders(),
  };
}
