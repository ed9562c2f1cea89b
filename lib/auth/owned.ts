import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { ownership } from "@/db/ownership";
import { statement } from "@/db/statement";

/**
 * What a user owns, by kind, as one jsonb value `{ "cards": 3, … }` without the kinds of which there are none.
 * `userId` is an expression for the user's id. Follows the list in db/ownership.ts.
 */
export function ownedCounts(userId: SQL): SQL {
  const counts = ownership
    .filter((owned) => owned.countedAs !== null)
    .map(({ column, countedAs }) => {
      const count = sql`(SELECT count(*) FROM ${column.table} WHERE ${column} = ${userId})`;
      return sql`${countedAs}::text, nullif(${count}, 0)`;
    });
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(counts, sql`, `)}))`;
}

const countOwned = statement<{ counts: Record<string, number> }>(
  "count_owned",
  sql`SELECT ${ownedCounts(sql`${sql.placeholder("userId")}::text`)} AS counts`,
);

/** What a user owns, by kind, without the kinds of which there are none. */
export async function ownedBy(db: Db, userId: string): Promise<Record<string, number>> {
  const [row] = await countOwned(db, { userId });
  return row?.counts ?? {};
}
