import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import { canonicalEmail } from "../contract/schemas";
import { at } from "./audit";
import type { KeeperCtx } from "./context";

const p = sql.placeholder;

const grant = statement<{ id: string }>(
  "grant_admin",
  sql`UPDATE users SET role = 'admin', updated_at = ${at("now")}
    WHERE email = ${p("email")} AND email_verified_at IS NOT NULL RETURNING id`,
);

/** Makes the member who has proven this address an admin. Errors: INVALID_EMAIL, NOT_FOUND. */
export async function grantAdmin(ctx: KeeperCtx, input: { email: string }): Promise<Result<{ id: string }>> {
  const email = canonicalEmail(input.email);
  if (email === null) return fail("INVALID_EMAIL");
  const [row] = await grant(ctx.db, { email, now: ctx.clock().toISOString() });
  return row ? ok(row) : fail("NOT_FOUND");
}
