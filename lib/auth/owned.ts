import { type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";

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
