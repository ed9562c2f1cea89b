import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Page, UserFilter } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { User } from "../contract/wire";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { isPast, pageOf, placeAfter } from "./keyset";
import { later } from "./sessions";
import { toUser, type UserRow, userColumns } from "./users";

/** By when they came, or by when they were here last; the newest first. */
export type UserSort = "created" | "active";

export type UserWish = UserFilter & { sort?: UserSort; limit: number; after?: string | undefined };

const p = sql.placeholder;

const columns = { created: sql`u.created_at`, active: sql`u.last_active_at` };
const names = { created: sql`user_created_at`, active: sql`last_active_at` };
const guests = sql`u.is_anonymous`;
const members = sql`NOT u.is_anonymous`;

/** One page of those whom `filter` picks, read from the index that has just these in this order. */
function part(filter: SQL, sort: UserSort): SQL {
  return sql`(SELECT ${userColumns} FROM users u
    WHERE ${filter} AND u.last_active_at <= coalesce(${at("inactiveSince")}, 'infinity')
      AND ${isPast(columns[sort], sql`u.id`)}
    ORDER BY ${columns[sort]} DESC, u.id DESC LIMIT ${p("size")}::int)`;
}

/** A statement for each kind of list, so that each has a plan of its own. */
function listings(sort: UserSort) {
  const both = sql`${part(guests, sort)} UNION ALL ${part(members, sort)}
    ORDER BY ${names[sort]} DESC, user_id DESC LIMIT ${p("size")}::int`;
  return {
    all: statement<UserRow>(`list_users_${sort}`, both),
    guests: statement<UserRow>(`list_guests_${sort}`, part(guests, sort)),
    members: statement<UserRow>(`list_members_${sort}`, part(members, sort)),
    byEmail: statement<UserRow>(`list_by_email_${sort}`, part(sql`u.email = ${p("email")}`, sort)),
  };
}

const lists = { created: listings("created"), active: listings("active") };

/**
 * Users, newest first. `inactiveFor` in seconds, `email` in canonical form, which no guest has.
 * Errors: VALIDATION_FAILED for an `after` that no page has given.
 */
export async function listUsers(
  ctx: KeeperCtx,
  { limit, after, sort = "created", isAnonymous, email, inactiveFor }: UserWish,
): Promise<Result<Page<User>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  if (email !== undefined && isAnonymous) return ok({ items: [], after: null });
  const inactiveSince = inactiveFor === undefined ? null : later(ctx.clock(), -inactiveFor);
  const { time = null, id = null } = place;
  const kind = isAnonymous === undefined ? "all" : isAnonymous ? "guests" : "members";
  const list = lists[sort][email === undefined ? kind : "byEmail"];
  const rows = await list(ctx.db, { email: email ?? "", inactiveSince, time, id, size: limit + 1 });
  return ok(pageOf(rows, limit, toUser, placeOf(sort)));
}

/** Where a user stands in a list that is sorted so. */
export function placeOf(sort: UserSort): (row: UserRow) => { time: string; id: string } {
  return (row) => ({ time: sort === "created" ? row.user_created_at : row.last_active_at, id: row.user_id });
}
