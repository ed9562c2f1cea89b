import { eq, sql } from "drizzle-orm";
import { integer, pgSchema, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { testDatabase } from "@/lib/testing/test-database";
import { type Db, openPostgres } from "./client";
import { describeFailure, failureOf, isOutage, StatementFailed } from "./failure";
import { preparedQuery } from "./queries";
import { inTransaction } from "./transaction";

const own = pgSchema("failure_test");
const parents = own.table("parents", { id: text("id").primaryKey() });
const children = own.table("children", {
  id: text("id").primaryKey(),
  parent: text("parent").references(() => parents.id),
  age: integer("age").notNull(),
});

const times = own.table("times", { at: timestamp("at", { withTimezone: true }).notNull() });

let db: Db;

beforeAll(async () => {
  db = await testDatabase();
  for (const text of [
    "DROP SCHEMA IF EXISTS failure_test CASCADE",
    "CREATE SCHEMA failure_test",
    "CREATE TABLE failure_test.parents (id text PRIMARY KEY)",
    "CREATE TABLE failure_test.children (id text PRIMARY KEY, parent text REFERENCES failure_test.parents, age int NOT NULL CHECK (age < 200))",
    "CREATE FUNCTION failure_test.fail(state text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = state; END $$",
    "INSERT INTO failure_test.parents VALUES ('typed in')",
  ])
    await db.execute(sql.raw(text));
});

afterAll(async () => void (await db.execute(sql`DROP SCHEMA failure_test CASCADE`)));

type Way = (db: Db) => PromiseLike<unknown>;

/** What it fails with, alone and in a transaction. */
async function errorsOf(way: Way, on = db): Promise<Error[]> {
  return Promise.all([errorOf(async () => way(on)), errorOf(() => inTransaction(on, async (tx) => way(tx)))]);
}

async function errorOf(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it succeeded");
}

const raw =
  (text: string): Way =>
  (on) =>
    on.execute(sql.raw(text));
const child =
  (values: Partial<typeof children.$inferInsert>): Way =>
  (on) =>
    on.insert(children).values({ id: "typed in", age: 1, ...values });
const findParent = preparedQuery("find_parent", (on) =>
  on
    .select()
    .from(parents)
    .where(eq(parents.id, sql.placeholder("id"))),
);

/** Each kind as a built query and as a raw statement. */
const failures: [kind: string, built: Way, raw: Way][] = [
  [
    "unique violation",
    (on) => on.insert(parents).values({ id: "typed in" }),
    (on) => on.execute(sql`INSERT INTO failure_test.parents VALUES (${"typed in"})`),
  ],
  [
    "foreign key violation",
    child({ parent: "nobody, typed in" }),
    (on) => on.execute(sql`INSERT INTO failure_test.children VALUES ('x', ${"nobody, typed in"}, 1)`),
  ],
  [
    "bug: a value that the column cannot have",
    (on) => on.insert(children).values({ id: "x", age: sql`${"typed in"}` }),
    (on) => on.execute(sql`SELECT ${"typed in"}::int`),
  ],
  [
    "bug: a value that a check refuses",
    child({ age: 200 }),
    (on) => on.execute(sql`INSERT INTO failure_test.children VALUES (${"typed in"}, NULL, 200)`),
  ],
  [
    "bug: a column that is not there",
    (on) => on.select({ nonsense: sql`nonsense` }).from(parents),
    raw("SELECT nonsense"),
  ],
  [
    "bug: a placeholder without its value",
    (on) => findParent(on).execute({}),
    (on) => on.execute(sql`SELECT ${sql.placeholder("id")}::text`),
  ],
  [
    "bug: a value too few",
    (on) => on.select().from(parents).where(sql`id = $1`),
    raw("SELECT id FROM failure_test.parents WHERE id = $1"),
  ],
  [
    "bug: a time that is none",
    (on) => on.insert(times).values({ at: new Date(Number.NaN) }),
    (on) => on.execute(sql`SELECT ${sql.param(new Date(Number.NaN), times.at)}`),
  ],
];

test.each(failures)(
  "%s is told from the others, and shows nothing of what was typed",
  async (kind, ...ways) => {
    for (const error of (await Promise.all(ways.map((way) => errorsOf(way)))).flat()) {
      expect([failureOf(error), error.message]).toEqual([kind.split(":")[0], error.message]);
      expect(isOutage(error)).toBe(false);
      expect(JSON.stringify(describeFailure(error))).not.toContain("typed in");
    }
  },
);

test.each([
  ["lost race", ["40001", "40P01"]],
  ["outage", ["08006", "53300", "55P03", "57P01", "57P03", "57014", "58030"]],
  ["bug", ["P0001", "42501"]],
])("what PostgreSQL says is a %s by its code", async (kind, states) => {
  for (const state of states) {
    const built: Way = (on) => on.select({ failed: sql`failure_test.fail(${state})` }).from(parents);
    for (const way of [built, raw(`SELECT failure_test.fail('${state}')`)])
      for (const error of await errorsOf(way))
        expect([state, failureOf(error), isOutage(error)]).toEqual([state, kind, kind !== "bug"]);
  }
});

test("a database that cannot be reached is an outage, for any query", async () => {
  const { db: nowhere, close } = await openPostgres("postgres://nobody@127.0.0.1:1/nowhere");
  onTestFinished(close);
  const insert: Way = (on) => on.insert(parents).values({ id: "typed in" });
  for (const way of [(on: Db) => on.select().from(parents), insert, raw("SELECT 1")])
    for (const error of await errorsOf(way, nowhere)) {
      expect(failureOf(error)).toBe("outage");
      expect(JSON.stringify(describeFailure(error))).not.toContain("typed in");
    }
  for (const code of ["EPIPE", "ECONNRESET"]) {
    const cause = Object.assign(new Error("away"), { code });
    expect(failureOf(new StatementFailed("x", new Error("wrapped", { cause })))).toBe("outage");
  }
});

test("what fails besides the database is a bug", () => {
  for (const error of [new Error("a bug"), new TypeError("undefined is not a function"), "thrown text", null])
    expect([failureOf(error), isOutage(error)]).toEqual(["bug", false]);
});

test("a log has the statement without its values, and PostgreSQL's code", async () => {
  const taken = await errorOf(async () => db.insert(parents).values({ id: "typed in" }));
  expect(describeFailure(taken).message).toMatch(
    /^23505 duplicate key .*insert into "failure_test"."parents".*\$1/,
  );
  const cast = await errorOf(async () => db.execute(sql`SELECT ${"typed in"}::int`));
  expect(describeFailure(cast).message).toBe("22P02 invalid data in: SELECT $1::int");
  const named = new StatementFailed("insert_names", cast);
  expect(describeFailure(named).message).toBe("22P02 invalid data in: insert_names");
});
