import { fail, type Result } from "../contract/result";
import type { Ctx } from "./context";

/**
 * Starts the way to a provider for a guest.
 * Errors: METHOD_DISABLED where the provider is not switched on.
 */
export async function startSocialUpgrade(
  ctx: Ctx,
  input: { provider: string; callbackURL?: string | undefined },
): Promise<Result<{ url: string }>> {
  if (!ctx.config.authMethods.social[input.provider]) return fail("METHOD_DISABLED");
  throw new Error(`No way to ${input.provider} yet`);
}
