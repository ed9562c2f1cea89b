import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Ctx } from "./context";
import { verifyPassword } from "./passwords";

const p = sql.placeholder;

const find = statement<{ hash: string }>(
  "find_own_password",
  sql`SELECT hash FROM passwords WHERE user_id = ${p("userId")}`,
);

/** The hash of the user's password where `password` is that, else null. */
export async function ownPassword(ctx: Ctx, userId: string, password: string): Promise<string | null> {
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
