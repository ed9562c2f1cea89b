import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Db } from "./client";
import { StatementFailed } from "./failure";

const dialect = new PgDialect();

/**
 * One SQL statement under a name: compiled once here, prepared once per connection there. Values are given
 * by the name of their `sql.placeholder`. Rows come as the driver has them: times as text, jsonb parsed.
 * Throws StatementFailed.
 */
export function statement<Row>(name: string, text: SQL) {
  const query = dialect.sqlToQuery(text);
  const prepare = (db: Db) => db._.session.prepareQuery(query, undefined, name, false);
  const prepared = new WeakMap<Db, ReturnType<typeof prepare>>();
  return async (db: Db, values: Record<string, unknown>): Promise<Row[]> => {
    try {
      const run = prepared.get(db) ?? prepare(db);
      prepared.set(db, run);
      return rowsOf<Row>(await run.execute(values));
    } catch (error) {
      throw new StatementFailed(name, error);
    }
  };
}

// The one cast: what a statement's text promises, its caller states as Row.
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
