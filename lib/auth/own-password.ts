import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, type Result } from "../contract/result";
import type { Ctx } from "./context";
import { verifyPassword } from "./passwords";

const p = sql.placeholder;

const find = statement<{ hash: string }>(
  "find_own_password",
  sql`SELECT hash FROM passwords WHERE user_id = ${p("userId")}`,
);

/** The hash of the user's password where `password` is that, else null. */
export async function ownPassword(
  ctx: Ctx,
  userId: string,
  password: string | undefined,
): Promise<string | null> {
  if (password === undefined) return null;
  const [found] = await find(ctx.db, { userId });
  const hash = found?.hash ?? null;
  return (await verifyPassword(hash, password)) ? hash : null;
}

const findAny = statement<{ hash: string }>(
  "find_any_password",
  sql`SELECT hash FROM passwords WHERE user_id = ${p("userId")} FOR SHARE`,
);

/** Whether the user's password has `hash` in the transaction that `ctx.db` is; null for a user who has none. */
export async function stillHas(ctx: Ctx, userId: string, hash: string | null): Promise<boolean> {
  const [found] = await findAny(ctx.db, { userId });
  return (found?.hash ?? null) === hash;
}

/**
 * What answers a user who has a password and did not give it, or null. `known` is what `ownPassword` made of `given` before
 * the transaction that `ctx.db` is. VALIDATION_FAILED where it is asked for, INVALID_CREDENTIALS; both name `fields.password`.
 */
export async function passwordRefusal(
  ctx: Ctx,
  userId: string,
  given: string | undefined,
  known: string | null,
): Promise<Result<never> | null> {
  return (await stillHas(ctx, userId, known)) ? null : passwordAsked(given);
}

/** The answer to what was given for a password and is none. */
export function passwordAsked(given: string | undefined): Result<never> {
  return given === undefined
    ? fail("VALIDATION_FAILED", { fields: { password: "Enter your password" } })
    : fail("INVALID_CREDENTIALS", { fields: { password: "Not the password of this account" } });
}
