import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { ok, type Result } from "../contract/result";
import type { SocialProvider } from "../contract/social";
import type { Ctx } from "./context";

const p = sql.placeholder;

/** How a member can sign in, besides by a mail to their address. */
export type WaysIn = { hasPassword: boolean; providers: SocialProvider[] };

const find = statement<{ has_password: boolean; providers: SocialProvider[] }>(
  "find_ways_in",
  sql`SELECT EXISTS (SELECT FROM passwords WHERE user_id = ${p("userId")}) AS has_password,
    coalesce((SELECT jsonb_agg(provider ORDER BY provider) FROM accounts WHERE user_id = ${p("userId")}), '[]') AS providers`,
);

/** Whether a user has a password, and of which providers they have an account. */
export async function waysIn(ctx: Ctx, userId: string): Promise<Result<WaysIn>> {
  const [row] = await find(ctx.db, { userId });
  return ok({ hasPassword: row?.has_password ?? false, providers: row?.providers ?? [] });
}
