import type { Result } from "@/lib/api/result";
import { byUser } from "@/lib/auth/core/audit";
import type { AdminContext, AdminMailContext, Context } from "@/lib/auth/core/context";
import { type Action, refusalOf } from "@/lib/auth/core/permissions";
import { currentUser } from "@/lib/auth/session/session";

/**
 * A service of the admin as pages call it, for the current user.
 * Errors: those of `currentUser`, FULL_ACCOUNT_REQUIRED for a guest, FORBIDDEN without the role, those of the service.
 */
export function asAdmin<Input, Data>(
  action: Action,
  providers: AdminContext["providers"],
  service: (ctx: AdminMailContext, input: Input) => Promise<Result<Data>>,
) {
  return async ({ db, clock, hooks, ...request }: Context, input: Input): Promise<Result<Data>> => {
    const current = await currentUser({ db, clock, hooks, ...request });
    if (!current.ok) return current;
    const { user } = current.data;
    const refused = refusalOf(user, action);
    if (refused) return refused;
    const { config, mailSecret, isOwnMail } = request;
    return service(
      { db, clock, hooks, providers, config, mailSecret, isOwnMail, actor: byUser(user.id) },
      input,
    );
  };
}
