import { getTableName, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { ownership } from "./ownership";
import { statement } from "./statement";
import { testDatabase } from "./testing";

const references = statement<{ place: string }>(
  "references_to_users",
  sql`SELECT c.conrelid::regclass || '.' || a.attname AS place
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass`,
);

test("every column that refers to a user says in db/ownership.ts what a merge does to it", async () => {
  const inDatabase = (await references(await testDatabase(), {})).map((row) => row.place);
  const listed = ownership.map(({ column }) => `${getTableName(column.table)}.${column.name}`);
  const forgotten = inDatabase.filter((place) => !listed.includes(place));
  expect(forgotten, howTo).toEqual([]);
  expect(listed.sort()).toEqual(inDatabase.sort());
});

const howTo = `Each of these columns refers to users. Add it to the list in db/product-ownership.ts:
  {
    column: …, from db/schema
    onMerge: "move", or "move-unless-present" with \`within\`, or "drop"
    countedAs: the kind's name for people, or null
    exportedAs: its name in the export, or null
    protects: { when, reason } of the rows that keep their guest from the cleanup, or null
  }
docs/build-on-it.md does it once.
`;
