import { getTableColumns, isSQLWrapper, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./client";

/** A relation of one row without columns, to join others to that may have none. */
export const oneRow = sql`(SELECT) AS one`;

/**
 * Returns the condition that a column has one of many values. They are sent as one parameter, where `inArray` sends one each, which for two hundred
 * costs more to build and to parse than to look up.
 */
export function isAnyOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} = ANY(${sql.param(values)})`;
}

/** A new row of a table, each value as it is or as an expression. */
export type NewRow<Table extends PgTable> = {
  [Key in keyof Table["$inferInsert"]]: Table["$inferInsert"][Key] | SQLWrapper;
};
type Selected<Row> = { [Key in keyof Row]-?: SQL.Aliased };

/**
 * Returns the columns of a new row for an INSERT … SELECT, which names every column of its table: what is given, a value or an expression, as the
 * column's own type, and NULL for the rest. The table's defaults do not apply.
 */
export function newRow<Table extends PgTable>(
  table: Table,
  given: NewRow<Table>,
): Selected<Table["$inferInsert"]>;
export function newRow(table: PgTable, given: Record<string, unknown>): Record<string, SQL.Aliased> {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => {
    // Always a parameter: a prepared statement keeps its text, whatever is given.
    const value = given[key] ?? null;
    const expression = isSQLWrapper(value) ? value : sql.param(value, column);
    return [key, sql`${expression}::${sql.raw(column.getSQLType())}`.as(column.name)];
  });
  return Object.fromEntries(columns);
}

type Preparable<Prepared> = { prepare: (name: string) => Prepared };

/**
 * A query of fixed shape with placeholders, built and prepared once for each connection pool; in a transaction, which has a connection of its
 * own, it is built again. Worth it where a query runs for every request: building one takes 0.1 ms of CPU.
 */
export function preparedQuery<Prepared>(name: string, build: (db: Db) => Preparable<Prepared>) {
  const prepared = new WeakMap<Db, Prepared>();
  return (db: Db): Prepared => {
    const known = prepared.get(db);
    if (known) return known;
    const query = build(db).prepare(name);
    prepared.set(db, query);
    return query;
  };
}
