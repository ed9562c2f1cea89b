import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { AccountSummary } from "../contract/wire";
import type { Ctx } from "./context";
import { ownedCounts } from "./owned";
import { presentedUser } from "./presented";

const p = sql.placeholder;

const summarize = statement<{ counts: Record<string, number>; has_password: boolean }>(
  "summarize_account",
  sql`SELECT ${ownedCounts(sql`u.id`)} AS counts,
      EXISTS (SELECT FROM passwords WHERE user_id = u.id) AS has_password
    FROM users u WHERE u.id = ${p("userId")}`,
);

/** What whoever asks owns, said before it is lost. Errors: those of `presentedUser`. */
export async function summarizeAccount(ctx: Ctx): Promise<Result<AccountSummary>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const [row] = await summarize(ctx.db, { userId: presented.data.user.id });
  return row ? ok({ counts: row.counts, hasPassword: row.has_password }) : fail("NO_SESSION");
}
