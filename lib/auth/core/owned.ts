import { and, count, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import type { Ownership } from "@/db/columns";
import { ownership } from "@/db/ownership";
import { oneRow } from "@/db/queries";

// All of this follows the list in db/ownership.ts.

const countedKinds = ownership.flatMap((owned) =>
  owned.countedAs === null ? [] : [{ kind: owned.countedAs, column: owned.column }],
);

/**
 * What a user owns, by kind, as one jsonb value `{ "notes": 3, … }` without the kinds of which there are none.
 * `userId` is an expression for the user's id.
 */
export function ownedCounts(userId: SQL | AnyPgColumn): SQL<Record<string, number>> {
  const counts = countedKinds.map(
    ({ kind, column }) =>
      sql`${kind}::text, nullif((SELECT count(*) FROM ${column.table} WHERE ${column} = ${userId}), 0)`,
  );
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(counts, sql`, `)}))`;
}

/** Returns what a user owns, by kind, without the kinds of which there are none. */
export async function countOwned(db: Db, userId: string): Promise<Record<string, number>> {
  const [row] = await db.select({ counts: ownedCounts(sql`${userId}`) }).from(oneRow);
  return row?.counts ?? {};
}

/** Returns whether a user owns something that a guest cannot be given. */
export async function ownsMoreThanGuestsMay(db: Db, userId: string): Promise<boolean> {
  const kinds = ownership.flatMap(({ column, notForGuests }) =>
    notForGuests === undefined
      ? []
      : [sql`EXISTS (SELECT FROM ${column.table} WHERE ${and(eq(column, userId), notForGuests)})`],
  );
  if (kinds.length === 0) return false;
  const [row] = await db.select({ found: sql<boolean>`(${sql.join(kinds, sql` OR `)})` }).from(oneRow);
  return row?.found ?? false;
}

/**
 * Gives one user's rows to another, in the transaction that `db` is, and counts them by kind. What the other has already stays behind.
 * The caller holds the first user under FOR UPDATE, so that no new row comes in meanwhile.
 */
export function moveOwned(db: Db, from: string, to: string): Promise<Record<string, number>> {
  return move(db, ownership, from, to);
}

/** The same between users who both stay: only what means something to a person changes hands. */
export function reassignOwned(db: Db, from: string, to: string): Promise<Record<string, number>> {
  return move(
    db,
    ownership.filter(({ countedAs }) => countedAs !== null),
    from,
    to,
  );
}

async function move(
  db: Db,
  list: readonly Ownership[],
  from: string,
  to: string,
): Promise<Record<string, number>> {
  const kept = list.filter(({ onMerge }) => onMerge !== "drop");
  const counts: Record<string, number> = {};
  for (const owned of await present(db, kept, from)) {
    const moved = await moveRows(db, owned, from, to);
    if (owned.countedAs !== null && moved > 0) counts[owned.countedAs] = moved;
  }
  return counts;
}

/** Those of the list in which a user has a row, by one statement: most have none, and each that is moved costs a round trip. */
async function present(db: Db, list: readonly Ownership[], userId: string): Promise<Ownership[]> {
  const found = list.map(
    ({ column }) => sql`EXISTS (SELECT FROM ${column.table} WHERE ${eq(column, userId)})`,
  );
  const [row] = await db
    .select({ found: sql<boolean[]>`ARRAY[${sql.join(found, sql`, `)}]::boolean[]` })
    .from(oneRow);
  return list.filter((_, index) => row?.found[index]);
}

async function moveRows(db: Db, owned: Ownership, from: string, to: string): Promise<number> {
  const { column } = owned;
  const { table } = column;
  const moved = db.$with("moved").as(
    db
      .update(table)
      .set({ [keyOf(column)]: to })
      .where(and(eq(column, from), isFree(owned, to)))
      .returning({ id: column }),
  );
  const [row] = await db.with(moved).select({ rows: count() }).from(moved);
  return row?.rows ?? 0;
}

/** Whether the other user has no row yet that would be the same. */
function isFree(owned: Ownership, to: string): SQL | undefined {
  if (owned.onMerge !== "move-unless-present") return undefined;
  const theirs = (column: AnyPgColumn) => sql`present.${sql.identifier(column.name)}`;
  const same = owned.within.map((column) => sql`${theirs(column)} = ${column}`);
  return sql`NOT EXISTS (SELECT FROM ${owned.column.table} AS present
    WHERE ${and(sql`${theirs(owned.column)} = ${to}`, ...same)})`;
}

/** The property under which Drizzle knows a column. */
function keyOf(column: AnyPgColumn): string {
  const found = Object.entries(getTableColumns(column.table as PgTable)).find(([, each]) => each === column);
  if (!found) throw new Error(`no column ${column.name}`);
  return found[0];
}
