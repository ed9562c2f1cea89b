import type { Db } from "./client";

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
