import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import { canonicalEmail } from "../contract/schemas";
import type { User } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { Ctx, KeeperCtx } from "./context";
import { newId } from "./ids";

const p = sql.placeholder;

const grant = statement<{ id: string }>(
  "grant_admin",
  sql`WITH member AS (
      SELECT id FROM users WHERE email = ${p("email")} AND email_verified_at IS NOT NULL
    ), granted AS (
      UPDATE users SET role = 'admin', updated_at = ${at("now")}
      WHERE email = ${p("email")} AND email_verified_at IS NOT NULL AND role <> 'admin' RETURNING id
    ), audit AS (${auditByKeeper("user.role_changed", sql`SELECT id FROM granted`, { role: "admin" })})
    SELECT id FROM member`,
);

/** Makes the member who has proven this address an admin. Errors: INVALID_EMAIL, NOT_FOUND. */
export async function grantAdmin(
  ctx: Pick<KeeperCtx, "db" | "clock" | "actor">,
  input: { email: string },
): Promise<Result<{ id: string }>> {
  const email = canonicalEmail(input.email);
  if (email === null) return fail("INVALID_EMAIL");
  const now = ctx.clock().toISOString();
  const [row] = await grant(ctx.db, { email, actor: ctx.actor, auditIds: [newId("aud")], now });
  return row ? ok(row) : fail("NOT_FOUND");
}

const lockAll = statement<{ id: string }>(
  "lock_admins",
  sql`SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE`,
);

/** The ids of all admins. In a transaction: none of them ceases to be one before it ends. */
export async function lockAdmins(db: Db): Promise<string[]> {
  return (await lockAll(db, {})).map(({ id }) => id);
}

/** A user as read from a session. Whoever has verified one of the ADMIN_EMAILS is made an admin now, once. */
export async function withAdminRole(ctx: Ctx, user: User): Promise<User> {
  const { email, emailVerified, role } = user;
  if (role === "admin" || !emailVerified || email === null || !ctx.adminEmails.includes(email)) return user;
  const granted = await grantAdmin({ ...ctx, actor: "ADMIN_EMAILS" }, { email });
  return granted.ok ? { ...user, role: "admin" } : user;
}
