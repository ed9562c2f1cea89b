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

const findSame = statement<{ hash: string }>(
  "find_same_password",
  sql`SELECT hash FROM passwords WHERE user_id = ${p("userId")} AND hash = ${p("hash")} FOR SHARE`,
);

/** Whether that is still so in the transaction that `ctx.db` is. */
export async function hasPassword(ctx: Ctx, userId: string, hash: string): Promise<boolean> {
  return (await findSame(ctx.db, { userId, hash })).length > 0;
}
