import "server-only";
import { unstable_rethrow } from "next/navigation";
import { isOutage } from "@/db/failure";
import { asAdmin } from "@/lib/auth/as-admin";
import type { Ctx, KeeperCtx } from "@/lib/auth/context";
import type { Action } from "@/lib/auth/permissions";
import { fail, type Result } from "@/lib/contract/result";
import { availableProviders } from "./credentials";
import { logFailure } from "./log";
import { currentContext } from "./session";

/**
 * A verb's answer for the page that is being shown. Only for verbs that read: opening a page changes nothing.
 * Never rejects; an outage is UNAVAILABLE and a bug INTERNAL_ERROR, as at the endpoints.
 */
export async function ask<Data>(verb: (ctx: Ctx) => Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await verb(await currentContext());
  } catch (error) {
    unstable_rethrow(error);
    logFailure("page", error);
    return fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR");
  }
}

/** The same for an owner's verb: the admin who asks is its actor. Errors: those of `asAdmin`. */
export function askAsAdmin<Input, Data>(
  action: Action,
  verb: (ctx: KeeperCtx, input: Input) => Promise<Result<Data>>,
  input: Input,
): Promise<Result<Data>> {
  return ask((ctx) => asAdmin(action, availableProviders(), verb)(ctx, input));
}
