import type { Db } from "@/db/client";
import { innermost, isOutage } from "@/db/failure";
import type { UpgradeMethod } from "@/lib/api/social";
import type { Actor, DeletionReason } from "./audit";

type Changes = {
  /** A guest has become a registered user, in place. */
  upgraded: { userId: string; method: UpgradeMethod };
  /** A guest's data was moved to an account: `counts` by kind. The guest itself is deleted next. */
  merged: { accountId: string; guestId: string; counts: Record<string, number> };
  /** These users are deleted, with all that is theirs, right after this. No row can come to refer to them meanwhile. */
  removing: { userIds: readonly string[]; reason: DeletionReason; actor: Actor };
};

/**
 * The product's own code in the transaction of a change, which `db` is: what a hook writes there and the change come true
 * together. Whatever it throws undoes both. A transaction that lost a race runs again, and its hook with it.
 */
export type Hooks = { [Name in keyof Changes]?: Hook<Changes[Name]> | undefined };

type Hook<Change> = (db: Db, change: Change) => Promise<void>;

/** Returns hooks that call those of each part, one after the other. A name that no part has stays without a hook. */
export function composeHooks(parts: readonly Hooks[]): Hooks {
  return {
    upgraded: inTurn(parts.map(({ upgraded }) => upgraded)),
    merged: inTurn(parts.map(({ merged }) => merged)),
    removing: inTurn(parts.map(({ removing }) => removing)),
  };
}

function inTurn<Change>(hooks: readonly (Hook<Change> | undefined)[]): Hook<Change> | undefined {
  const present = hooks.filter((hook) => hook !== undefined);
  if (present.length === 0) return undefined;
  return async (db, change) => {
    for (const hook of present) await hook(db, change);
  };
}

/** Calls the hook of this name, where there is one, in the transaction that `ctx.db` is. Throws HookFailed, or an outage. */
export async function callHook<Name extends keyof Changes>(
  { db, hooks }: { db: Db; hooks: Hooks },
  name: Name,
  change: Changes[Name],
): Promise<void> {
  try {
    await hooks[name]?.(db, change);
  } catch (error) {
    throw isOutage(error) ? error : new HookFailed(name, error);
  }
}

/** A hook that failed is a bug of the product's, also where a taken value was the cause: no service takes it for its own. */
class HookFailed extends Error {
  override name = "HookFailed";

  constructor(hook: keyof Changes, failure: unknown) {
    const { message, stack } = innermost(failure);
    super(`${hook}: ${message}`);
    this.stack = stack ?? "";
  }
}
