import { getTableName, sql } from "drizzle-orm";
import { date, pgTable, text } from "drizzle-orm/pg-core";
import { expect, onTestFinished, test } from "vitest";
import { rows } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import type { Db } from "./client";
import type { Ownership } from "./columns";
import { ownership } from "./ownership";

type Reference = { table: string; column: string; forbidsDeletion: boolean };
type UniqueIndex = { name: string; table: string; columns: string[] };

/** Every column that references `users`. NO ACTION, which is what Drizzle writes without `onDelete`, and RESTRICT forbid to delete the user. */
const references = sql`SELECT f.conrelid::regclass::text AS table, a.attname AS column,
    f.confdeltype IN ('a', 'r') AS "forbidsDeletion"
  FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
  WHERE f.contype = 'f' AND f.confrelid = 'users'::regclass`;

/** Every unique index and primary key, with its columns in their order. */
const uniqueIndexes = sql`SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS table,
    (SELECT json_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum)) FROM pg_attribute a
      WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) AS columns
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
  WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace`;

/** What the list gets wrong about the database, each with what to write. */
async function problemsOf(db: Db, list: readonly Ownership[]): Promise<string[]> {
  const inDatabase = await rows<Reference>(db, references);
  const unique = await rows<UniqueIndex>(db, uniqueIndexes);
  const listed = list.map((owned) => ({
    place: `${getTableName(owned.column.table)}.${owned.column.name}`,
    table: getTableName(owned.column.table),
    owned,
  }));
  const problems: string[] = [];
  for (const { table, column, forbidsDeletion } of inDatabase) {
    const place = `${table}.${column}`;
    if (!listed.some((each) => each.place === place))
      problems.push(
        `${place} is missing in the list. Write { column, onMerge, countedAs, exportedAs, protects }.`,
      );
    if (forbidsDeletion)
      problems.push(
        `${place} forbids to delete its user. Write { onDelete: "cascade" } or "set null" at its reference.`,
      );
  }
  for (const { place, table, owned } of listed) {
    if (!inDatabase.some((each) => `${each.table}.${each.column}` === place))
      problems.push(`${place} references no user. Take it out of the list.`);
    if (owned.onMerge === "drop") continue;
    for (const { name, columns } of unique.filter((index) => index.table === table)) {
      if (!columns.includes(owned.column.name)) continue;
      const others = columns.filter((column) => column !== owned.column.name);
      const within =
        owned.onMerge === "move-unless-present" ? owned.within.map((column) => column.name) : null;
      if (
        within === null ||
        within.length !== others.length ||
        !others.every((column) => within.includes(column))
      )
        problems.push(
          `${place}: ${name} lets a user have one row for each (${others.join(", ")}). Write onMerge: "move-unless-present", within: [${others.join(", ")}].`,
        );
    }
  }
  return problems;
}

test("every column that references users is in db/ownership.ts as the database's keys and indexes demand", async () => {
  expect(await problemsOf(await testDatabase(), ownership), howTo).toEqual([]);
});

test("a table that the list gets wrong is named, with what to write", async () => {
  const db = await testDatabase();
  await db.execute(sql`CREATE TABLE check_ins (
    id text PRIMARY KEY, user_id text NOT NULL REFERENCES users, habit text NOT NULL, day date NOT NULL, UNIQUE (user_id, habit, day))`);
  onTestFinished(async () => void (await db.execute(sql`DROP TABLE check_ins`)));
  const checkIns = pgTable("check_ins", { userId: text("user_id"), habit: text("habit"), day: date("day") });
  const common = { column: checkIns.userId, countedAs: null, exportedAs: null, protects: null };
  const forbids = expect.stringMatching(/^check_ins\.user_id forbids .* onDelete: "cascade"/);
  const within = expect.stringMatching(/^check_ins\.user_id: .*_key lets .* within: \[habit, day\]/);
  expect(await problemsOf(db, ownership)).toEqual([
    expect.stringMatching(/^check_ins\.user_id is missing/),
    forbids,
  ]);
  expect(await problemsOf(db, [...ownership, { ...common, onMerge: "move" }])).toEqual([forbids, within]);
  const byHabit: Ownership = { ...common, onMerge: "move-unless-present", within: [checkIns.habit] };
  expect(await problemsOf(db, [...ownership, byHabit])).toEqual([forbids, within]);
  expect(
    await problemsOf(db, [...ownership, { ...byHabit, within: [checkIns.day, checkIns.habit] }]),
  ).toEqual([forbids]);
});

const howTo = `Each column that references users is in the list of db/product/ownership.ts:
  {
    column: …, from db/schema
    onMerge: "move", or "move-unless-present" with \`within\`, or "drop"
    countedAs: the kind's name for people, or null
    exportedAs: its name in the export, or null
    protects: { when, reason } of the rows that keep their guest from the cleanup, or null
  }
docs/build-on-it.md does it once.
`;
