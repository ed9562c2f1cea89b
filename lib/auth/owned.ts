import { getTableName, type SQL, sql } from "drizzle-orm";
import { type Ownership, ownership } from "@/db/ownership";
import { statement } from "@/db/statement";
import type { Ctx } from "./context";

// All of this follows the list in db/ownership.ts.

const p = sql.placeholder;

/**
 * What a user owns, by kind, as one jsonb value `{ "memberships": 3, … }` without the kinds of which there are none.
 * `userId` is an expression for the user's id.
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

/** Whether a user owns nothing that means something to a person. `userId` as before. */
export function ownsNothing(userId: SQL): SQL {
  const kinds = ownership
    .filter((owned) => owned.countedAs !== null)
    .map(({ column }) => sql`NOT EXISTS (SELECT FROM ${column.table} WHERE ${column} = ${userId})`);
  return sql.join(kinds, sql` AND `);
}

const moves = ownership
  .filter((owned) => owned.onMerge !== "drop")
  .map((owned) => ({ countedAs: owned.countedAs, run: moveRows(owned) }));

function moveRows(owned: Ownership) {
  const { table, name } = owned.column;
  const column = sql.identifier(name);
  return statement<{ moved: number }>(
    `move_${getTableName(table)}_${name}`,
    sql`WITH moved AS (
        UPDATE ${table} SET ${column} = ${p("to")} WHERE ${column} = ${p("from")} AND ${isFree(owned)} RETURNING 1
      )
      SELECT count(*)::int AS moved FROM moved`,
  );
}

function isFree(owned: Ownership): SQL {
  if (owned.onMerge !== "move-unless-present") return sql`true`;
  const { column, within } = owned;
  const same = sql`present.${sql.identifier(within.name)} = ${within}`;
  return sql`NOT EXISTS (
    SELECT FROM ${column.table} AS present WHERE present.${sql.identifier(column.name)} = ${p("to")} AND ${same}
  )`;
}

/**
 * Gives one user's rows to another, in the transaction that `ctx.db` is, and counts them by kind. What the other had
 * already stays behind. The caller holds the first user under FOR UPDATE, so that no new row comes in meanwhile.
 */
export function moveOwned(ctx: Pick<Ctx, "db">, from: string, to: string): Promise<Record<string, number>> {
  return move(ctx, moves, from, to);
}

/** The same between users who both stay: only what means something to a person changes hands. */
export function reassignOwned(
  ctx: Pick<Ctx, "db">,
  from: string,
  to: string,
): Promise<Record<string, number>> {
  return move(
    ctx,
    moves.filter(({ countedAs }) => countedAs !== null),
    from,
    to,
  );
}

async function move(
  { db }: Pick<Ctx, "db">,
  kinds: typeof moves,
  from: string,
  to: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { countedAs, run } of kinds) {
    const [row] = await run(db, { from, to });
    if (countedAs !== null && row && row.moved > 0) counts[countedAs] = row.moved;
  }
  return counts;
}
