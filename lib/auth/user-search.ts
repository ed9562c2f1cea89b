import { sql } from "drizzle-orm";
import { userWords } from "@/db/schema";
import { statement } from "@/db/statement";
import type { Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { User } from "../contract/wire";
import type { KeeperCtx } from "./context";
import { isPast, pageOf, placeAfter } from "./keyset";
import { placeOf, type UserSort, type UserWish } from "./user-list";
import { toUser, type UserRow, userColumns } from "./users";

/** Of more people than this who match, some are shown and nobody is told apart: search for more. */
const matchesAtMost = 1_000;

const p = sql.placeholder;

const isWanted = sql`(${p("isAnonymous")}::boolean IS NULL OR u.is_anonymous = ${p("isAnonymous")}::boolean)`;

type FoundRow = UserRow & { is_cut: boolean };

/**
 * `matching` is planned as if all were wanted, which takes the index of words, and read no further than is needed.
 */
function search(sort: UserSort) {
  const column = { created: sql`u.user_created_at`, active: sql`u.last_active_at` }[sort];
  return statement<FoundRow>(
    `search_users_${sort}`,
    sql`WITH matching AS MATERIALIZED (
        SELECT ${userColumns} FROM users u
        WHERE (u.name IS NOT NULL OR u.email IS NOT NULL)
          AND ${userWords(sql`u.name`, sql`u.email`)} @@ ${p("words")}::tsquery AND ${isWanted}
      ), found AS MATERIALIZED (
        SELECT * FROM matching LIMIT ${sql.raw(String(matchesAtMost))}
      ), u AS (
        SELECT * FROM found UNION SELECT ${userColumns} FROM users u WHERE u.id = ${p("wantedId")} AND ${isWanted}
      )
      SELECT u.*, (SELECT count(*) FROM found) = ${sql.raw(String(matchesAtMost))} AS is_cut FROM u
      WHERE ${isPast(column, sql`u.user_id`)}
      ORDER BY ${column} DESC, u.user_id DESC LIMIT ${p("size")}::int`,
  );
}

const searches = { created: search("created"), active: search("active") };

export type SearchWish = Omit<UserWish, "email" | "inactiveFor"> & { search: string };

/**
 * Users by the beginnings of words in their name and address, all of which have to be there, or by their whole id. `isCut`
 * where so many match that not all were looked at. Errors: VALIDATION_FAILED for an `after` that no page has given.
 */
export async function searchUsers(
  ctx: KeeperCtx,
  { search: text, limit, after, sort = "created", isAnonymous }: SearchWish,
): Promise<Result<Page<User> & { isCut: boolean }>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const { time = null, id = null } = place;
  const rows = await searches[sort](ctx.db, {
    words: wordsIn(text),
    wantedId: text.trim(),
    isAnonymous: isAnonymous ?? null,
    time,
    id,
    size: limit + 1,
  });
  const isCut = rows[0]?.is_cut ?? false;
  return ok({ ...pageOf(rows, limit, toUser, placeOf(sort)), isCut });
}

/** `jane do` as `'jane':* & 'do':*`, split as the index is, so that nothing in a word is an operator. */
function wordsIn(text: string): string {
  const words = text.toLowerCase().split(/[ -/:-@[-`{-~]+/);
  const prefixes = words.filter((word) => word !== "").map((word) => `'${word}':*`);
  return prefixes.slice(0, 10).join(" & ");
}
