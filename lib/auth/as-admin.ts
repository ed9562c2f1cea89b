import type { Result } from "../contract/result";
import type { Ctx, KeeperCtx } from "./context";
import { type Action, refusalOf } from "./permissions";
import { presentedUser } from "./presented";

/**
 * An owner's verb for whoever is signed in as an admin, as pages call it.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED for a guest, FORBIDDEN for a member, those of the verb.
 */
export function asAdmin<Input, Data>(
  action: Action,
  providers: KeeperCtx["providers"],
  verb: (ctx: KeeperCtx, input: Input) => Promise<Result<Data>>,
) {
  return async (ctx: Ctx, input: Input): Promise<Result<Data>> => {
    const presented = await presentedUser(ctx);
    if (!presented.ok) return presented;
    const { user } = presented.data;
    return (
      refusalOf(user, action) ??
      verb(
        {
          db: ctx.db,
          clock: ctx.clock,
          actor: user.id,
          providers,
          hooks: ctx.hooks,
          announces: ctx.announces,
        },
        input,
      )
    );
  };
}
