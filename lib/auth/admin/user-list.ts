import { and, desc, eq, getTableColumns, inArray, isNotNull, lte, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { userPairs, users, userText } from "@/db/schema";
import type { userList } from "@/lib/api/admin/management-schemas";
import { ok, type Page, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import type { AdminContext } from "@/lib/auth/core/context";
import { afterCursor, type Cursor, isPast, pageOf } from "@/lib/auth/core/keyset";
import { addSeconds, toUser } from "@/lib/auth/core/users";

/** By when they came, or by when they were active last; the newest first. */
type UserSort = "created" | "active";

export type UserQuery = z.output<typeof userList> & { sort?: UserSort | undefined };

const sortedBy = { created: "createdAt", active: "lastActiveAt" } as const;

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
function cursorBy(sort: UserSort): (user: User) => Cursor {
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

/** Where more users than this match, some of them are listed, and the page says so. */
const matchesAtMost = 1_000;

/** Further words of a search are left out. */
const wordsAtMost = 10;

export type SearchQuery = Omit<UserQuery, "email" | "inactiveFor"> & { search: string };

/** `total` is how many match; `isCut` where there are more, not all of which were looked at; `isClose` where nobody has all parts, and these have the same pairs of letters. */
export type FoundUsers = Page<User> & { total: number; isCut: boolean; isClose: boolean };

/**
 * Finds users by parts of their name and address, all of which have to be there, or by their whole id. One character alone has to begin a
 * word. Where nobody has them, finds those whose name and address have every two neighbouring letters of them: "nann" finds Anna.
 * Errors: VALIDATION_FAILED for a cursor that is not ours.
 */
export async function searchUsers(ctx: AdminContext, query: SearchQuery): Promise<Result<FoundUsers>> {
  const text = query.search.trim();
  if (/^usr_\w+$/.test(text)) return matching(ctx, query, eq(users.id, text));
  const words = wordsIn(text);
  if (words.length === 0) return ok({ items: [], after: null, total: 0, isCut: false, isClose: false });
  const close = and(
    or(isNotNull(users.name), isNotNull(users.email)),
    sql`${userPairs(users.name, users.email)} @> ${sql.param(words.flatMap(pairsOf))}::text[]`,
  );
  const exact = words.map((word) => sql`strpos(${userText(users.name, users.email)}, ${startOf(word)}) > 0`);
  const found = await matching(ctx, query, and(close, ...exact));
  if (!found.ok || found.data.items.length > 0) return found;
  const similar = await matching(ctx, query, close);
  return similar.ok ? ok({ ...similar.data, isClose: similar.data.items.length > 0 }) : similar;
}

async function matching(
  ctx: AdminContext,
  { limit, after, sort = "created", isAnonymous }: SearchQuery,
  isMatch: SQL | undefined,
): Promise<Result<FoundUsers>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  // Under the name of the table, so that the table's columns are its columns.
  const found = ctx.db.$with("users").as(
    ctx.db
      .select()
      .from(users)
      .where(and(isMatch, isAnonymous === undefined ? undefined : eq(users.isAnonymous, isAnonymous)))
      .limit(matchesAtMost),
  );
  const column = users[sortedBy[sort]];
  const rows = await ctx.db
    .with(found)
    .select({ user: getTableColumns(users), matches: sql<number>`(SELECT count(*)::int FROM ${found})` })
    .from(found)
    .where(isPast(column, users.id, cursor.data))
    .orderBy(desc(column), desc(users.id))
    .limit(limit + 1);
  const total = rows[0]?.matches ?? 0;
  const page = pageOf(
    rows.map(({ user }) => toUser(user)),
    limit,
    cursorBy(sort),
  );
  return ok({ ...page, total, isCut: total === matchesAtMost, isClose: false });
}

/** Split as the index is: at ASCII punctuation. */
function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[ -/:-@[-`{-~]+/)
    .filter((word) => word !== "")
    .slice(0, wordsAtMost);
}

/** One character is too short for a pair: with the space before it, it is the beginning of a word. */
function startOf(word: string): string {
  return [...word].length === 1 ? ` ${word}` : word;
}

function pairsOf(word: string): string[] {
  const characters = [...startOf(word)];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
