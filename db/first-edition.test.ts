import { readFileSync } from "node:fs";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { Client } from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { countRows, rows } from "@/lib/auth/core/testing";
import { type Connection, type Db, openEmbedded, openPostgres } from "./client";
import { migrationsOf, parts } from "./migrate";
import * as schema from "./schema";

/** A database that the first edition has migrated, with rows in every table, and nothing of the second. */
async function firstEditionDatabase(): Promise<Connection> {
  const connection = await openEmpty();
  onTestFinished(() => connection.close());
  const { db } = connection;
  await migrateFirst(db);
  for (const statement of statementsOf("lib/testing/first-edition.sql")) await db.execute(sql.raw(statement));
  return connection;
}

/** In memory, or on the real PostgreSQL of this run: the embedded database has none. */
async function openEmpty(): Promise<Connection> {
  if (process.env.TEST_DRIVER !== "pg") return openEmbedded(null);
  const url = new URL(inject("postgresUrl"));
  const name = `empty_${crypto.randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return openPostgres(url.href);
}

/** As the first edition did it: one list, one table that records it. */
async function migrateFirst(db: Db) {
  const { entries }: { entries: { tag: string; when: number }[] } = JSON.parse(
    readFileSync("db/first-edition/meta/_journal.json", "utf8"),
  );
  await db.execute(sql`CREATE SCHEMA drizzle`);
  await db.execute(
    sql`CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  );
  for (const { tag, when } of entries) {
    for (const statement of readFileSync(`db/first-edition/${tag}.sql`, "utf8").split(
      "--> statement-breakpoint",
    ))
      await db.execute(sql.raw(statement));
    await record(db, tag, when);
  }
}

const record = (db: Db, hash: string, when: number) =>
  db.execute(sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (${hash}, ${when})`);

function statementsOf(file: string): string[] {
  return readFileSync(file, "utf8")
    .split(/;\n/)
    .filter((statement) => statement.trim() !== "");
}

/** What was in the tables of the first edition, of those that are still there, by table. */
async function contents(db: Db, tables: string[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const table of tables) counted[table] = await countRows(db, table);
  return counted;
}

const all = Object.values(schema).flatMap((table) => (is(table, PgTable) ? [getTableName(table)] : []));
const known = readFileSync("lib/testing/first-edition.sql", "utf8");
const first = all.filter((table) => known.includes(`INSERT INTO ${table} `));

/** How many migrations each part has run, and how many it has. */
async function recorded(db: Db) {
  const counted = [];
  for (const part of parts) {
    const { migrationsFolder, migrationsTable } = migrationsOf(part);
    const { entries }: { entries: unknown[] } = JSON.parse(
      readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8"),
    );
    const found = await rows<{ count: number }>(
      db,
      sql`SELECT count(*)::int AS count FROM drizzle.${sql.identifier(migrationsTable)}`,
    );
    counted.push({ part: part.name, run: found[0]?.count, all: entries.length });
  }
  return counted;
}

test("an installation of the first edition moves over by itself, and nothing is lost", async () => {
  const { db, migrate } = await firstEditionDatabase();
  const before = await contents(db, first);
  expect(Object.values(before).filter((count) => count === 0)).toEqual([]);
  await migrate();
  await migrate();
  expect(await contents(db, first)).toEqual(before);
  for (const { part, run, all } of await recorded(db)) expect({ part, run }).toEqual({ part, run: all });
  expect((await rows(db, sql`SELECT to_regclass('drizzle.__drizzle_migrations') AS old`))[0]).toEqual({
    old: null,
  });

  const events = await rows(
    db,
    sql`SELECT id, actor, details->>'reason' AS reason FROM audit_events WHERE id <> 'aud_1' ORDER BY id`,
  );
  expect(events).toEqual([
    { id: "aud_2", actor: "usr_gone", reason: "user_request" },
    { id: "aud_3", actor: "root_key", reason: "admin" },
    { id: "aud_4", actor: "cron", reason: "inactive" },
    { id: "aud_5", actor: "command_line", reason: null },
    { id: "aud_6", actor: "environment", reason: null },
  ]);
  const ends = sql`SELECT id, ends_at - created_at = interval '90 days' AS is_after_90_days FROM sessions ORDER BY id`;
  expect(await rows(db, ends)).toEqual([
    { id: "ses_admin", is_after_90_days: true },
    { id: "ses_guest", is_after_90_days: null },
  ]);
  const granted = sql`SELECT id FROM users WHERE admin_granted_at IS NOT NULL`;
  expect(await rows(db, granted)).toEqual([{ id: "usr_admin" }]);
  const accounts = await rows<{ id: string }>(db, sql`SELECT id FROM accounts`);
  expect(new Set(accounts.map(({ id }) => /^acc_[0-9A-F]{26}$/.test(id)))).toEqual(new Set([true]));
  const jane = sql`SELECT name, metadata FROM users WHERE id = 'usr_jane'`;
  expect(await rows(db, jane)).toEqual([{ name: '"Jane", née \\O\'Hara 🎂', metadata: {} }]);
});

test("so does one whose last migration has not run yet", async () => {
  const { db, migrate } = await firstEditionDatabase();
  const before = await contents(db, first);
  await db.execute(sql`DROP INDEX rotated_tokens_rotated_at_idx`);
  await db.execute(sql`DELETE FROM drizzle.__drizzle_migrations WHERE hash = '0003_old_secrets'`);
  await migrate();
  expect(await contents(db, first)).toEqual(before);
  expect(
    await rows(db, sql`SELECT to_regclass('rotated_tokens_rotated_at_idx') IS NOT NULL AS made`),
  ).toEqual([{ made: true }]);
});

test("so does one that had taken the demo out, with a table of its own", async () => {
  const { db, migrate } = await firstEditionDatabase();
  const demo =
    "signatures, card_links, card_members, cart_items, order_items, orders, delivery_places, cards".split(
      ", ",
    );
  for (const table of demo) await db.execute(sql`DROP TABLE ${sql.identifier(table)} CASCADE`);
  await record(db, "0004_eject_demo", 1795900000000);
  await db.execute(
    sql`CREATE TABLE habits (id text PRIMARY KEY, user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE)`,
  );
  await db.execute(sql`INSERT INTO habits VALUES ('habit_1', 'usr_guest')`);
  const left = first.filter((table) => !demo.includes(table));
  const before = await contents(db, left);
  await migrate();
  expect(await contents(db, [...left, "habits"])).toEqual({ ...before, habits: 1 });
  for (const { part, run, all } of await recorded(db)) expect({ part, run }).toEqual({ part, run: all });
});
