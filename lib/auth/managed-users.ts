import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import type { UserChange } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { ReassignReceipt, User } from "../contract/wire";
import { at, auditByKeeper, writeAudit } from "./audit";
import type { KeeperCtx } from "./context";
import { callHook } from "./hooks";
import { newId } from "./ids";
import { reassignOwned } from "./owned";
import { handOverOrganizations } from "./succession";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

const onlyAdmin = "The only admin. Make somebody else one first, or this one a member.";

const find = statement<UserRow>("find_user", sql`SELECT ${userColumns} FROM users u WHERE u.id = ${p("id")}`);

/** Errors: NOT_FOUND. */
export async function getUser(ctx: KeeperCtx, { id }: { id: string }): Promise<Result<User>> {
  const [row] = await find(ctx.db, { id });
  return row ? ok(toUser(row)) : fail("NOT_FOUND");
}

const update = statement<UserRow>(
  "update_user",
  sql`WITH before AS (
      SELECT id, role FROM users WHERE id = ${p("id")} FOR UPDATE
    ), u AS (
      UPDATE users SET name = CASE WHEN ${p("setsName")}::boolean THEN ${p("name")} ELSE users.name END,
        metadata = coalesce(${p("metadata")}::jsonb, users.metadata), role = coalesce(${p("role")}, users.role),
        updated_at = ${at("now")}
      FROM before
      WHERE users.id = before.id AND (NOT users.is_anonymous OR coalesce(${p("role")}, 'user') = 'user')
      RETURNING users.*, before.role AS role_before
    ), audit AS (${auditByKeeper(
      "user.role_changed",
      sql`SELECT id, role FROM u WHERE role <> role_before`,
      sql`jsonb_build_object('role', source.role)`,
    )})
    SELECT ${userColumns} FROM u`,
);

/** Changes what is given; `metadata` as a whole. A change of role is an event. Errors: NOT_FOUND, FULL_ACCOUNT_REQUIRED for a guest as admin. */
export async function updateUser(
  ctx: KeeperCtx,
  { id, name, metadata, role }: UserChange & { id: string },
): Promise<Result<User>> {
  const [row] = await update(ctx.db, {
    id,
    setsName: name !== undefined,
    name: name ?? null,
    metadata: metadata === undefined ? null : JSON.stringify(metadata),
    role: role ?? null,
    actor: ctx.actor,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  if (row) return ok(toUser(row));
  const present = await getUser(ctx, { id });
  return present.ok ? fail("FULL_ACCOUNT_REQUIRED") : present;
}

// Of two deletions at once that would leave no admin, the later one finds here who is left.
const admins = sql`admins AS (
    SELECT id FROM users WHERE role = 'admin' AND EXISTS (SELECT FROM users WHERE id = ${p("id")} AND role = 'admin')
    ORDER BY id FOR UPDATE
  )`;

const lockToDelete = statement<{ is_anonymous: boolean }>(
  "lock_user_to_delete",
  sql`WITH ${admins}
    SELECT is_anonymous FROM users
    WHERE id = ${p("id")} AND (is_anonymous OR NOT ${p("onlyIfAnonymous")}::boolean)
      AND (role <> 'admin' OR (SELECT count(*) FROM admins) > 1)
    FOR UPDATE`,
);

const remove = statement("delete_user", sql`DELETE FROM users WHERE id = ${p("id")}`);

/**
 * Deletes a user with everything that is theirs; one event. With `onlyIfAnonymous` a guest who became a member meanwhile
 * stays. Errors: NOT_FOUND, USER_NOT_ANONYMOUS, CONFLICT (`fields.role`) for the only admin.
 */
export function deleteUser(
  ctx: KeeperCtx,
  { id, onlyIfAnonymous }: { id: string; onlyIfAnonymous: boolean },
): Promise<Result<{ deleted: true }>> {
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const [found] = await lockToDelete(db, { id, onlyIfAnonymous });
    if (!found) return whyKept(tx, id, onlyIfAnonymous);
    await callHook(tx, "removing", { userIds: [id], reason: "managed" });
    await handOverOrganizations(tx, [id], ctx.actor);
    await remove(db, { id });
    await writeAudit(tx, "user.deleted", id, { reason: "managed", isGuest: found.is_anonymous }, ctx.actor);
    return ok({ deleted: true });
  });
}

async function whyKept(ctx: KeeperCtx, id: string, onlyIfAnonymous: boolean): Promise<Result<never>> {
  const present = await getUser(ctx, { id });
  if (!present.ok) return present;
  return onlyIfAnonymous ? fail("USER_NOT_ANONYMOUS") : fail("CONFLICT", { fields: { role: onlyAdmin } });
}

const lock = statement<{ id: string; is_anonymous: boolean; runs_one: boolean }>(
  "lock_users_to_reassign",
  sql`SELECT id, is_anonymous,
      EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id AND m.role <> 'member') AS runs_one
    FROM users WHERE id IN (${p("from")}, ${p("to")}) ORDER BY id FOR UPDATE`,
);

/**
 * Gives everything that a user owns to another; both stay. One event about the one who received it.
 * Errors: NOT_FOUND, VALIDATION_FAILED where both are the same, FULL_ACCOUNT_REQUIRED where a guest would come to run an
 * organization.
 */
export async function reassignData(
  ctx: KeeperCtx,
  { id: from, toUserId: to }: { id: string; toUserId: string },
): Promise<Result<ReassignReceipt>> {
  if (from === to) return fail("VALIDATION_FAILED", { fields: { toUserId: "Another user" } });
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const locked = await lock(db, { from, to });
    if (locked.length < 2) return fail("NOT_FOUND");
    const [giver, taker] = [from, to].map((id) => locked.find((user) => user.id === id));
    if (giver?.runs_one && taker?.is_anonymous) return fail("FULL_ACCOUNT_REQUIRED");
    const counts = await reassignOwned(tx, from, to);
    await writeAudit(tx, "user.data_reassigned", to, { from, counts }, ctx.actor);
    return ok({ fromUserId: from, toUserId: to, counts });
  });
}
