import type { z } from "zod";
import type { Db } from "@/db/client";
import { presentedUser } from "@/lib/auth/presented";
import type { FormAction } from "@/lib/contract/form-state";
import type { Result } from "@/lib/contract/result";
import type { User } from "@/lib/contract/wire";
import { formAction, userOrGuest } from "./action";

/** Whom a product's own verb acts for, and on what. */
export type UserCtx = { db: Db; userId: string; now: Date };

/**
 * A form of the product itself. A visitor without a session becomes a guest first, under the limit of
 * `signInAnonymous`; whoever has a session keeps it.
 */
export function guestAction<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (ctx: UserCtx, input: Input) => Promise<Result<Data>>,
): FormAction<Data> {
  return formAction(schema, async (ctx, input) => {
    const user = await userOrGuest(ctx);
    return user.ok ? verb({ db: ctx.db, userId: user.data.id, now: ctx.clock() }, input) : user;
  });
}

/**
 * A form of the product for whoever is here already: a session that has ended is an answer, and nobody becomes another
 * guest by it. `refuse` is the gate: its answer to somebody who may not do this, or null.
 */
export function userAction<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (ctx: UserCtx, input: Input) => Promise<Result<Data>>,
  refuse: (user: User) => Result<never> | null = () => null,
): FormAction<Data> {
  return formAction(schema, async (ctx, input) => {
    const presented = await presentedUser(ctx);
    if (!presented.ok) return presented;
    const { user } = presented.data;
    return refuse(user) ?? verb({ db: ctx.db, userId: user.id, now: ctx.clock() }, input);
  });
}
