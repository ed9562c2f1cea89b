import type { Ways } from "@/components/ways";
import { defaultConfig } from "@/lib/auth/config";

/** The ways to an account that are switched on. */
export function ways(): Ways {
  const { emailPassword, magicLink, social } = defaultConfig.authMethods;
  const providers = Object.keys(social).filter((provider) => social[provider]);
  return { password: emailPassword, link: magicLink, providers };
}
