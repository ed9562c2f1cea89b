import { and, desc, eq, inArray, lte, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { users } from "@/db/schema";
import type { userList } from "@/lib/api/admin/management-schemas";
import { ok, type Page, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import type { AdminContext } from "@/lib/auth/core/context";
import { afterCursor, type Cursor, isPast, pageOf } from "@/lib/auth/core/keyset";
import { addSeconds, toUser } from "@/lib/auth/core/users";

/** By when they came, or by when they were active last; the newest first. */
type UserSort = "created" | "active";

export type UserQuery = z.output<typeof userList> & { sort?: UserSort | undefined };

export const sortedBy = { created: "createdAt", active: "lastActiveAt" } as const;

// Written as the partial indexes are, without parameters, so that every plan can use them.
const isGuest = sql`${users.isAnonymous}`;
const isRegistered = sql`NOT ${users.isAnonymous}`;

/**
 * Lists users, newest first. `inactiveFor` in seconds, `email` in canonical form, which no guest has.
 * Errors: VALIDATION_FAILED for a cursor that is not ours.
 */
export async function listUsers(
  ctx: AdminContext,
  { limit, after, sort = "created", isAnonymous, email, inactiveFor }: UserQuery,
): Promise<Result<Page<User>>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  if (email !== undefined && isAnonymous) return ok({ items: [], after: null });
  const column = users[sortedBy[sort]];
  const order = [desc(column), desc(users.id)];
  const isWanted = and(
    inactiveFor === undefined ? undefined : lte(users.lastActiveAt, addSeconds(ctx.clock(), -inactiveFor)),
    isPast(column, users.id, cursor.data),
  );
  const pageWith = (filter: SQL) =>
    ctx.db
      .select()
      .from(users)
      .where(and(filter, isWanted))
      .orderBy(...order)
      .limit(limit + 1);
  // Both are read from an index of their own that has them in this order; none has all users.
  const everybody = () =>
    unionAll(pageWith(isGuest), pageWith(isRegistered))
      .orderBy(...order)
      .limit(limit + 1);
  const rows = await (email !== undefined
    ? pageWith(eq(users.email, email))
    : isAnonymous === undefined
      ? everybody()
      : pageWith(isAnonymous ? isGuest : isRegistered));
  return ok(pageOf(rows.map(toUser), limit, cursorBy(sort)));
}

/** Counts the users of a kind, or all. */
export function countUsers(
  { db }: Pick<AdminContext, "db">,
  { isAnonymous }: Pick<UserQuery, "isAnonymous">,
): Promise<number> {
  return db.$count(users, isAnonymous === undefined ? undefined : isAnonymous ? isGuest : isRegistered);
}

/** Returns the cursor at a user in a list that is sorted so. */
export function cursorBy(sort: UserSort): (user: User) => Cursor {
  return (user) => ({ time: user[sortedBy[sort]], id: user.id });
}

/** Returns what to call each of these users who still exists, by id. Ids of anything else are left out. */
export async function nameUsers(
  { db }: Pick<AdminContext, "db">,
  ids: Iterable<string | null>,
): Promise<Record<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== null).filter((id) => id.startsWith("usr_"));
  if (asked.length === 0) return {};
  const found = await db
    .select({ id: users.id, email: users.email, name: users.name, isAnonymous: users.isAnonymous })
    .from(users)
    .where(inArray(users.id, asked));
  return Object.fromEntries(
    found.map(({ id, email, name, isAnonymous }) => [
      id,
      email ?? name ?? (isAnonymous ? "Guest" : "Account"),
    ]),
  );
}
