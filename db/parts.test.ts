import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { migrationsOf, parts } from "./migrate";

type Entry = { idx: number; tag: string; when: number };

function journalOf(part: (typeof parts)[number]): Entry[] {
  return JSON.parse(readFileSync(`${migrationsOf(part).migrationsFolder}/meta/_journal.json`, "utf8"))
    .entries;
}

// Drizzle skips a migration that is older than the last one it has run, and says nothing.
test.each(parts)("the migrations of $name are in a journal, in the order of their times", (part) => {
  const entries = journalOf(part);
  expect(entries.length).toBeGreaterThan(0);
  const times = entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, index) => index));
  const { migrationsFolder } = migrationsOf(part);
  for (const { tag } of entries)
    expect(existsSync(path.join(migrationsFolder, `${tag}.sql`)), tag).toBe(true);
  const files = readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql"));
  expect(files).toHaveLength(entries.length);
});

test("every folder with migrations belongs to a part", () => {
  const folders = readdirSync("db", { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "migrations")
    .map((name) => path.join("db", path.dirname(name)));
  expect(folders.sort()).toEqual(parts.map(({ folder }) => folder).sort());
});
