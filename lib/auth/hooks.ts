import type { Db } from "@/db/client";
import { innermost, isOutage } from "@/db/failure";
import { inTransaction } from "@/db/transaction";
import type { MemberMethod } from "../contract/member-methods";

type Changes = {
  /** A guest has become a member, in place. */
  upgraded: { userId: string; method: MemberMethod };
  /** A guest's work has come to an account: `counts` by kind. The guest itself goes next. */
  merged: { accountId: string; guestId: string; counts: Record<string, number> };
  /** These users go, with all that is theirs, right after this. No row can come to refer to them meanwhile. */
  removing: {
    userIds: readonly string[];
    reason: "own wish" | "managed" | "inactive" | "merge" | "discard";
  };
};

/**
 * The product's own code in the transaction of a change, which `db` is: what a hook writes there and the change come true
 * together. Whatever it throws undoes both. A transaction that lost a race runs again, and its hook with it.
 */
export type Hooks = { [Name in keyof Changes]?: (db: Db, change: Changes[Name]) => Promise<void> };

type Hooked = { db: Db; hooks: Hooks };

/** Calls the hook of this name, where there is one, in the transaction that `ctx.db` is. Throws HookFailed, or an outage. */
export async function callHook<Name extends keyof Changes>(
  { db, hooks }: Hooked,
  name: Name,
  change: Changes[Name],
): Promise<void> {
  try {
    await hooks[name]?.(db, change);
  } catch (error) {
    throw isOutage(error) ? error : new HookFailed(name, error);
  }
}

/** Runs `work` in a transaction where there is a hook of this name, and as it is where there is none. */
export function withHook<Ctx extends Hooked, T>(
  ctx: Ctx,
  name: keyof Changes,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  return ctx.hooks[name] ? inTransaction(ctx.db, (db) => work({ ...ctx, db })) : work(ctx);
}

/** A hook that failed is a bug of the product's, also where a taken value was the cause: no verb takes it for its own. */
class HookFailed extends Error {
  override name = "HookFailed";

  constructor(hook: keyof Changes, failure: unknown) {
    const { message, stack } = innermost(failure);
    super(`${hook}: ${message}`);
    this.stack = stack ?? "";
  }
}
