import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Arrival } from "../contract/wire";
import type { Ctx } from "./context";
import { verifyPassword } from "./passwords";
import { newSessionSecret } from "./secrets";
import {
  type SwitchedRow,
  switchedColumns,
  switchedSession,
  switchedValues,
  toArrival,
} from "./session-switch";

const p = sql.placeholder;

const findPassword = statement<{ user_id: string; hash: string }>(
  "find_password",
  sql`SELECT u.id AS user_id, p.hash FROM users u JOIN passwords p ON p.user_id = u.id WHERE u.email = ${p("email")}`,
);

const switchSession = statement<SwitchedRow>(
  "sign_in_by_password",
  sql`WITH u AS (
      SELECT u.* FROM users u JOIN passwords p ON p.user_id = u.id
      WHERE u.id = ${p("userId")} AND p.hash = ${p("passwordHash")}
      FOR KEY SHARE OF u FOR SHARE OF p
    ), ${switchedSession("password")}
    SELECT ${switchedColumns} FROM u, s`,
);

/**
 * Signs in to the account of this address, verified or not, with a new session. A session that the request brought
 * ends. Where it was a guest's, the guest stays as it is, and for 30 minutes its work can be brought along; `guest`
 * says how much there is, or is null where there is nothing.
 * Errors: METHOD_DISABLED, INVALID_CREDENTIALS (the same, in the same time, for an unknown address).
 */
export async function signIn(ctx: Ctx, input: { email: string; password: string }): Promise<Result<Arrival>> {
  if (!ctx.config.authMethods.emailPassword) return fail("METHOD_DISABLED");
  const [found] = await findPassword(ctx.db, { email: input.email });
  const matches = await verifyPassword(found?.hash ?? null, input.password);
  if (!found || !matches) return fail("INVALID_CREDENTIALS");
  return signInWithHash(ctx, found.user_id, found.hash);
}

/** The second half of a sign-in, for a caller that has verified the password behind `passwordHash`. */
export async function signInWithHash(
  ctx: Ctx,
  userId: string,
  passwordHash: string,
): Promise<Result<Arrival>> {
  const { token, tokenHash } = newSessionSecret();
  const [row] = await switchSession(ctx.db, { userId, passwordHash, ...switchedValues(ctx, tokenHash) });
  return row ? ok(toArrival(row, token)) : fail("INVALID_CREDENTIALS");
}
