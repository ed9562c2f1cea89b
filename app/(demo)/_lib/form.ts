import "server-only";
import type { z } from "zod";
import { presentedUser } from "@/lib/auth/presented";
import type { Endpoint } from "@/lib/contract/endpoints";
import type { Result } from "@/lib/contract/result";
import { action, type UserCtx } from "@/lib/server/action";
import { type Gated, refusalOf } from "./permissions";

const form: Endpoint<unknown, never> = { method: "POST", path: "form", limits: [] };

/**
 * A form for whoever is here already: a session that has ended is an answer, and nobody becomes another guest by it.
 * `needs` names what takes a full account.
 */
export function userAction<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (user: UserCtx, input: Input) => Promise<Result<Data>>,
  needs: Gated | null = null,
) {
  return action<unknown, Input, Data>(form, schema, async (ctx, input) => {
    const presented = await presentedUser(ctx);
    if (!presented.ok) return presented;
    const { user } = presented.data;
    const refused = needs && refusalOf(user, needs);
    return refused ?? verb({ db: ctx.db, userId: user.id, now: ctx.clock() }, input);
  });
}
