import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "@/db/client";
import { isForeignKeyViolation } from "@/db/failure";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { FormAction } from "@/lib/api/form-state";
import { fail, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import type { UserRow } from "@/lib/auth/core/users";
import { currentUser } from "@/lib/auth/session/session";
import { formAction, userOrGuest } from "./action";

/** Who a service of the product acts for, and when. */
export type ActionContext = { db: Db; userId: string; now: Date };

type Service<Input, Data> = (ctx: ActionContext, input: Input) => Promise<Result<Data>>;

/**
 * A form of the product for everybody. A visitor without a session becomes a guest first, under the limits of
 * `POST /api/auth/sign-in/anonymous`; anybody else keeps their session.
 */
export function guestAction<Input, Data>(
  schema: z.ZodType<Input>,
  service: Service<Input, Data>,
): FormAction<Data> {
  return formAction(schema, async (ctx, input) => {
    const user = await userOrGuest(ctx);
    return user.ok ? actAs({ db: ctx.db, userId: user.data.id, now: ctx.clock() }, service, input) : user;
  });
}

/**
 * A form of the product for whoever has a session: one that has ended is an error, and creates no other guest. `refuse` returns the error
 * for a user who may not do this, or null; `sendsEmail` is as for an endpoint.
 */
export function userAction<Input, Data>(
  schema: z.ZodType<Input>,
  service: Service<Input, Data>,
  refuse: (user: User) => Result<never> | null = () => null,
  more: { sendsEmail?: true } = {},
): FormAction<Data> {
  const run = async (ctx: Context, input: Input) => {
    const current = await currentUser(ctx);
    if (!current.ok) return current;
    const { user } = current.data;
    return refuse(user) ?? actAs({ db: ctx.db, userId: user.id, now: ctx.clock() }, service, input);
  };
  return formAction(schema, run, more);
}

/**
 * Runs a service for a user. Errors: NO_SESSION where the user was deleted or merged meanwhile, so that a row cannot refer to them anymore;
 * those of the service.
 */
export async function actAs<Input, Data>(
  ctx: ActionContext,
  service: Service<Input, Data>,
  input: Input,
): Promise<Result<Data>> {
  try {
    return await service(ctx, input);
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    const isThere = (await ctx.db.$count(users, eq(users.id, ctx.userId))) > 0;
    if (isThere) throw error;
    return fail("NO_SESSION");
  }
}

/**
 * Runs `work` in a transaction that has locked the user, so that nothing else under this lock changes what it counts of theirs. Errors:
 * NO_SESSION where the user was deleted, those of `work`.
 */
export function withUserLock<Data>(
  ctx: ActionContext,
  work: (tx: ActionContext, user: UserRow) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  return inTransaction(ctx.db, async (db) => {
    const [user] = await db.select().from(users).where(eq(users.id, ctx.userId)).for("no key update");
    return user ? work({ ...ctx, db }, user) : fail("NO_SESSION");
  });
}
