import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import type { Page, UserChange, UserFilter } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { ReassignReceipt, User } from "../contract/wire";
import { at, auditByKeeper, writeAudit } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { pageOf, placeAfter } from "./keyset";
import { reassignOwned } from "./owned";
import { later } from "./sessions";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

const list = statement<UserRow>(
  "list_users",
  sql`SELECT ${userColumns} FROM users u
    WHERE (${p("isAnonymous")}::boolean IS NULL OR u.is_anonymous = ${p("isAnonymous")}::boolean)
      AND (${p("email")}::text IS NULL OR u.email = ${p("email")}::text)
      AND (${at("inactiveSince")} IS NULL OR u.last_active_at <= ${at("inactiveSince")})
      AND (${at("time")} IS NULL OR (u.created_at, u.id) < (${at("time")}, ${p("id")}::text))
    ORDER BY u.created_at DESC, u.id DESC LIMIT ${p("size")}::int`,
);

/**
 * Users, newest first. `inactiveFor` in seconds, `email` in canonical form.
 * Errors: VALIDATION_FAILED for an `after` that no page has given.
 */
export async function listUsers(
  ctx: KeeperCtx,
  { limit, after, ...filter }: UserFilter & { limit: number; after?: string | undefined },
): Promise<Result<Page<User>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const { isAnonymous = null, email = null, inactiveFor } = filter;
  const inactiveSince = inactiveFor === undefined ? null : later(ctx.clock(), -inactiveFor);
  const { time = null, id = null } = place;
  const rows = await list(ctx.db, { isAnonymous, email, inactiveSince, time, id, size: limit + 1 });
  return ok(pageOf(rows, limit, toUser, (user) => ({ time: user.createdAt, id: user.id })));
}

const find = statement<UserRow>("find_user", sql`SELECT ${userColumns} FROM users u WHERE u.id = ${p("id")}`);

/** Errors: NOT_FOUND. */
export async function getUser(ctx: KeeperCtx, { id }: { id: string }): Promise<Result<User>> {
  const [row] = await find(ctx.db, { id });
  return row ? ok(toUser(row)) : fail("NOT_FOUND");
}

const update = statement<UserRow>(
  "update_user",
  sql`UPDATE users u SET name = CASE WHEN ${p("setsName")}::boolean THEN ${p("name")} ELSE u.name END,
      metadata = coalesce(${p("metadata")}::jsonb, u.metadata), role = coalesce(${p("role")}, u.role),
      updated_at = ${at("now")}
    WHERE u.id = ${p("id")} AND (NOT u.is_anonymous OR coalesce(${p("role")}, 'user') = 'user')
    RETURNING ${userColumns}`,
);

/** Changes what is given; `metadata` as a whole. Errors: NOT_FOUND, FULL_ACCOUNT_REQUIRED for a guest as admin. */
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
    now: ctx.clock().toISOString(),
  });
  if (row) return ok(toUser(row));
  const present = await getUser(ctx, { id });
  return present.ok ? fail("FULL_ACCOUNT_REQUIRED") : present;
}

const remove = statement<{ deleted: boolean; present: boolean }>(
  "delete_user",
  sql`WITH gone AS (
      DELETE FROM users WHERE id = ${p("id")} AND (is_anonymous OR NOT ${p("onlyIfAnonymous")}::boolean)
      RETURNING id, is_anonymous
    ), audit AS (${auditByKeeper(
      "user.deleted",
      sql`SELECT id, is_anonymous FROM gone`,
      sql`jsonb_build_object('reason', 'managed', 'isGuest', source.is_anonymous)`,
    )})
    SELECT EXISTS (SELECT FROM gone) AS deleted, EXISTS (SELECT FROM users WHERE id = ${p("id")}) AS present`,
);

/**
 * Deletes a user with everything that is theirs; one event. With `onlyIfAnonymous` a guest who became a member meanwhile
 * stays. Errors: NOT_FOUND, USER_NOT_ANONYMOUS.
 */
export async function deleteUser(
  ctx: KeeperCtx,
  { id, onlyIfAnonymous }: { id: string; onlyIfAnonymous: boolean },
): Promise<Result<{ deleted: true }>> {
  const { actor } = ctx;
  const now = ctx.clock().toISOString();
  const [row] = await remove(ctx.db, { id, onlyIfAnonymous, actor, auditIds: [newId("aud")], now });
  if (row?.deleted) return ok({ deleted: true });
  // Whoever else deleted it at the same moment left it in this statement's view.
  return row?.present && (await getUser(ctx, { id })).ok ? fail("USER_NOT_ANONYMOUS") : fail("NOT_FOUND");
}

const lock = statement<{ id: string }>(
  "lock_users_to_reassign",
  sql`SELECT id FROM users WHERE id IN (${p("from")}, ${p("to")}) ORDER BY id FOR UPDATE`,
);

/**
 * Gives everything that a user owns to another; both stay. One event about the one who received it.
 * Errors: NOT_FOUND, VALIDATION_FAILED where both are the same.
 */
export async function reassignData(
  ctx: KeeperCtx,
  { id: from, toUserId: to }: { id: string; toUserId: string },
): Promise<Result<ReassignReceipt>> {
  if (from === to) return fail("VALIDATION_FAILED", { fields: { toUserId: "Another user" } });
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    if ((await lock(db, { from, to })).length < 2) return fail("NOT_FOUND");
    const counts = await reassignOwned(tx, from, to);
    await writeAudit(tx, "user.merged", to, { reassignedFrom: from, counts }, ctx.actor);
    return ok({ fromUserId: from, toUserId: to, counts });
  });
}
