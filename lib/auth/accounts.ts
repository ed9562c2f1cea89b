import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { User } from "../contract/wire";
import type { Ctx } from "./context";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

/** A social account as its provider names it: `subject` is the provider's own id of a person (OpenID Connect Core, 2: `sub`). */
export type AccountKey = { provider: string; subject: string };

const find = statement<UserRow>(
  "find_user_by_account",
  sql`SELECT ${userColumns} FROM accounts a JOIN users u ON u.id = a.user_id
    WHERE a.provider = ${p("provider")} AND a.provider_account_id = ${p("subject")}`,
);

/** The user who has this social account, or null. */
export async function findUserByAccount(ctx: Ctx, account: AccountKey): Promise<User | null> {
  const [row] = await find(ctx.db, account);
  return row ? toUser(row) : null;
}
