import { count, sql } from "drizzle-orm";
import { z } from "zod";
import type { Connection, Db } from "./client";
import { StatementFailed } from "./failure";
import { inTransaction } from "./transaction";

/** How many rows of each table were copied. */
export type Copied = Record<string, number>;

/** Rows at a time: what both sides hold in memory, and one statement of the target. */
const batch = 500;

/**
 * Copies every row of `from` into the empty tables of `to`: all of them, or nothing. Until it is done nobody else reads
 * or writes there. Throws, saying what to do, where `to` has other migrations or is not empty.
 */
export async function copyEverything(from: Connection, to: Connection): Promise<Copied> {
  return inTransaction(from.db, async (source) => {
    if ((await schemaOf(source)) !== (await schemaOf(to.db)))
      throw new Error("The new database has other migrations than this one. Run npm run db:migrate first.");
    const names = inOrder(await tablesOf(source));
    return inTransaction(to.db, async (target) => {
      await lock(target, names);
      const taken = Object.entries(await countAll(target, names)).filter(([, rows]) => rows > 0);
      if (taken.length > 0)
        throw new Error(`The new database is not empty: ${taken.map(([name]) => name).join(", ")}.`);
      for (const name of names) await copyTable(source, target, name);
      await advanceSequences(source, target);
      const [copied, expected] = [await countAll(target, names), await countAll(source, names)];
      const short = names.filter((name) => copied[name] !== expected[name]);
      if (short.length > 0) throw new Error(`Not every row arrived: ${short.join(", ")}.`);
      return copied;
    });
  });
}

/** Which migrations of which parts were run. */
async function schemaOf(db: Db): Promise<string> {
  const tables = await db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'drizzle' AND tablename LIKE 'migrations%'`)
    .orderBy(sql`tablename`);
  const run = [];
  for (const { name } of tables) {
    const table = sql`drizzle.${sql.identifier(name)}`;
    const [row] = await db
      .select({ hashes: sql<string>`string_agg(hash, ',' ORDER BY created_at, id)` })
      .from(table);
    run.push(`${name}: ${row?.hashes}`);
  }
  return run.join("; ");
}

type Table = { name: string; needs: string[] };

/** Every table, and which others it references. */
function tablesOf(db: Db): Promise<Table[]> {
  const needs = sql<string[]>`coalesce(
    (SELECT json_agg(DISTINCT referenced.relname)
      FROM pg_constraint f JOIN pg_class referenced ON referenced.oid = f.confrelid
      WHERE f.contype = 'f' AND f.conrelid = c.oid AND f.confrelid <> c.oid), '[]')`;
  return db
    .select({ name: sql<string>`c.relname`, needs })
    .from(sql`pg_class AS c`)
    .where(sql`c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`)
    .orderBy(sql`c.relname`);
}

/** Every table after those that it references. */
function inOrder(all: Table[]): string[] {
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

async function lock(db: Db, names: string[]): Promise<void> {
  const list = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  // Raw: the builder has no LOCK.
  await db.execute(sql`LOCK TABLE ${list} IN ACCESS EXCLUSIVE MODE`);
}

async function countAll(db: Db, names: string[]): Promise<Copied> {
  const counts: Copied = {};
  for (const name of names) {
    const [row] = await db.select({ rows: count() }).from(sql`${sql.identifier(name)}`);
    counts[name] = row?.rows ?? 0;
  }
  return counts;
}

/** FETCH has no form in the builder, so its rows come without a type. */
const fetched = z.object({ rows: z.array(z.object({ row: z.string() })) });

/** Rows travel as JSON, by the names of their columns, which PostgreSQL writes and reads without loss. */
async function copyTable(source: Db, target: Db, name: string): Promise<void> {
  const table = sql.identifier(name);
  const cursor = sql.identifier(`copy_${name}`);
  // Raw, all three: the builder has no cursors, and inserts only into tables that the schema names, while a product's may be any.
  await source.execute(
    sql`DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${table} t`,
  );
  for (;;) {
    const { rows } = fetched.parse(await source.execute(sql`FETCH ${sql.raw(String(batch))} FROM ${cursor}`));
    if (rows.length === 0) return;
    const json = `[${rows.map(({ row }) => row).join()}]`;
    try {
      await target.execute(
        sql`INSERT INTO ${table} OVERRIDING SYSTEM VALUE
          SELECT * FROM json_populate_recordset(NULL::${table}, ${json}::text::json)`,
      );
    } catch (error) {
      // Drizzle's own error has all of the rows in it.
      throw new StatementFailed(`insert_${name}`, error);
    }
  }
}

/** Sequences go on from where they were. */
async function advanceSequences(source: Db, target: Db): Promise<void> {
  const sequences = await source
    .select({ name: sql<string>`format('%I', sequencename)`, last: sql<string>`last_value::text` })
    .from(sql`pg_sequences`)
    .where(sql`schemaname = 'public' AND last_value IS NOT NULL`);
  for (const { name, last } of sequences)
    await target
      .select({ set: sql`setval(${name}::text::regclass, ${last}::bigint)` })
      .from(sql`(SELECT) AS one`);
}
