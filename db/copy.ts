import { sql } from "drizzle-orm";
import type { Connection, Db } from "./client";
import { statement } from "./statement";
import { inTransaction } from "./transaction";

/** How many rows of each table were copied. */
export type Copied = Record<string, number>;

/** Rows at a time: what both sides hold in memory, and one statement of the target. */
const batch = 500;

const p = sql.placeholder;

const migrationTable = statement<{ present: boolean }>(
  "migration_table",
  sql`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`,
);

const migrations = statement<{ hash: string }>(
  "migrations",
  sql`SELECT hash FROM drizzle.__drizzle_migrations ORDER BY created_at, id`,
);

const tables = statement<{ name: string; needs: string[] }>(
  "tables_and_what_they_reference",
  sql`SELECT c.relname AS name, coalesce(
      (SELECT json_agg(DISTINCT referenced.relname)
        FROM pg_constraint f JOIN pg_class referenced ON referenced.oid = f.confrelid
        WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.confrelid <> c.oid), '[]') AS needs
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname`,
);

const sequences = statement<{ name: string; last: string }>(
  "sequences",
  sql`SELECT format('%I', sequencename) AS name, last_value::text AS last
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`,
);

const advance = statement(
  "advance_sequence",
  sql`SELECT setval(${p("name")}::regclass, ${p("last")}::bigint)`,
);

/**
 * Copies every row of `from` into the empty tables of `to`: all of them, or nothing. Until it is done nobody else reads
 * or writes there. Throws, saying what to do, where `to` has other migrations or is not empty.
 */
export async function copyEverything(from: Connection, to: Connection): Promise<Copied> {
  return inTransaction(from.db, async (source) => {
    if ((await schemaOf(source)) !== (await schemaOf(to.db)))
      throw new Error("The new database has other migrations than this one. Run npm run db:migrate first.");
    const names = inOrder(await tables(source, {}));
    return inTransaction(to.db, async (target) => {
      await lock(target, names);
      const taken = Object.entries(await countAll(target, names)).filter(([, rows]) => rows > 0);
      if (taken.length > 0)
        throw new Error(`The new database is not empty: ${taken.map(([name]) => name).join(", ")}.`);
      for (const name of names) await copyTable(source, target, name);
      for (const sequence of await sequences(source, {})) await advance(target, sequence);
      const [copied, expected] = [await countAll(target, names), await countAll(source, names)];
      const short = names.filter((name) => copied[name] !== expected[name]);
      if (short.length > 0) throw new Error(`Not every row arrived: ${short.join(", ")}.`);
      return copied;
    });
  });
}

async function schemaOf(db: Db): Promise<string | null> {
  const [table] = await migrationTable(db, {});
  if (!table?.present) return null;
  return (await migrations(db, {})).map(({ hash }) => hash).join();
}

/** Every table after those that it references. */
function inOrder(all: { name: string; needs: string[] }[]): string[] {
  const done: string[] = [];
  while (done.length < all.length) {
    const next = all.find(
      ({ name, needs }) => !done.includes(name) && needs.every((need) => done.includes(need)),
    );
    if (!next)
      throw new Error("Some tables reference each other in a circle; there is no order to copy them in.");
    done.push(next.name);
  }
  return done;
}

async function lock(db: Db, names: string[]) {
  const list = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  await statement("lock_tables", sql`LOCK TABLE ${list} IN ACCESS EXCLUSIVE MODE`)(db, {});
}

async function countAll(db: Db, names: string[]): Promise<Copied> {
  const counts: Copied = {};
  for (const name of names) {
    const [row] = await statement<{ rows: string }>(
      `count_${name}`,
      sql`SELECT count(*)::text AS rows FROM ${sql.identifier(name)}`,
    )(db, {});
    counts[name] = Number(row?.rows);
  }
  return counts;
}

/** Rows travel as JSON, by the names of their columns, which PostgreSQL writes and reads without loss. */
async function copyTable(source: Db, target: Db, name: string) {
  const table = sql.identifier(name);
  const cursor = sql.identifier(`copy_${name}`);
  const fetch = statement<{ row: string }>(
    `fetch_${name}`,
    sql`FETCH ${sql.raw(String(batch))} FROM ${cursor}`,
  );
  const insert = statement(
    `insert_${name}`,
    sql`INSERT INTO ${table} OVERRIDING SYSTEM VALUE
      SELECT * FROM json_populate_recordset(NULL::${table}, ${p("rows")}::text::json)`,
  );
  await statement(
    `open_${name}`,
    sql`DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${table} t`,
  )(source, {});
  for (;;) {
    const rows = await fetch(source, {});
    if (rows.length === 0) break;
    await insert(target, { rows: `[${rows.map(({ row }) => row).join()}]` });
  }
}
