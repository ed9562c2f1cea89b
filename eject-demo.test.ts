import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as schema from "./db/schema";
import * as demo from "./db/schema/demo";
import { filesIn } from "./e2e/support/samples";

/** A copy of the project, in which each test goes on where the one before stopped. */
const copy = path.resolve("test-results/ejected");
const addition = filesIn("docs/build-on-it.md");
const patience = 600_000;

beforeAll(async () => {
  rmSync(copy, { recursive: true, force: true });
  const files = await git(".", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of files.split("\0").filter((name) => name !== "" && existsSync(name))) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    copyFileSync(file, path.join(copy, file));
  }
  linkFolder("node_modules", path.join(copy, "node_modules"));
  await git(copy, "init", "--quiet");
  await commit();
}, patience);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The same files under another folder, without a second copy of them. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

type Ended = { status: number; said: string };

/** Runs a command there, as somebody would by hand. */
function run(folder: string, command: string, ...args: string[]): Promise<Ended> {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_OPTIONS)/.test(name));
  const env = { ...Object.fromEntries(own), NODE_ENV: "test" as const };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: folder, env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ status: error ? 1 : 0, said: stdout + stderr }),
    );
  });
}

async function inCopy(command: string, ...args: string[]): Promise<string> {
  const { status, said } = await run(copy, command, ...args);
  expect(status, said).toBe(0);
  return said;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { status, said } = await run(folder, "git", ...args);
  expect(status, said).toBe(0);
  return said;
}

async function commit() {
  await git(copy, "add", "--all");
  await git(
    copy,
    "-c",
    "user.name=Tester",
    "-c",
    "user.email=t@example.com",
    "commit",
    "--quiet",
    "-m",
    "All",
  );
}

/** Runs these tests there, in the embedded database. */
const vitest = (...files: string[]) => ["npx", "vitest", "run", "--project", "unit", ...files] as const;

/** The tables of a database that was brought up to date by the migrations in each of these folders. */
async function tablesAfter(...projects: string[]): Promise<string[]> {
  const client = await PGlite.create();
  for (const project of projects)
    await migrate(drizzle(client), { migrationsFolder: path.join(project, "db/migrations") });
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  await client.close();
  return rows.map(({ name }) => name);
}

test("what is not committed is not touched", { timeout: patience }, async () => {
  const own = path.join(copy, "mine.txt");
  writeFileSync(own, "not committed");
  const refused = await run(copy, "npm", "run", "eject-demo");
  expect(refused).toMatchObject({ status: 1, said: expect.stringContaining("Commit everything first") });
  expect(await git(copy, "status", "--porcelain")).toBe("?? mine.txt\n");
  rmSync(own);
});

test("the demo goes in one step, which git can undo", { timeout: patience }, async () => {
  expect(await inCopy("npm", "run", "eject-demo")).toContain("The demo is out");
  const changes = (await git(copy, "status", "--porcelain")).trimEnd().split("\n");
  expect(changes.filter((line) => !/^[ADMR] /.test(line))).toEqual([]);
  await commit();
});

test("no word of the demo is left", async () => {
  const files = (await git(copy, "ls-files")).trimEnd().split("\n");
  const history = /^(db\/migrations|docs\/decisions)\/|^CHANGELOG|^package-lock/;
  const words = /\b(?<!smart-)(cards?|carts?|stickers?|greetings?|demo|caveat|screenshots)\b|\(demo\)/i;
  const named = files
    .filter((file) => !history.test(file) && /\.(tsx?|json|md|css|yaml|txt|mjs)$|^[^/.]+$|^\./.test(file))
    .filter((file) => words.test(readFileSync(path.join(copy, file), "utf8")));
  expect(named).toEqual([]);
});

test("an empty database gets the core's tables alone, and one that had the demo's loses no others", {
  timeout: patience,
}, async () => {
  const tables = Object.values(schema).flatMap((table) => (is(table, PgTable) ? [table] : []));
  const core = tables.filter((table) => !Object.values<unknown>(demo).includes(table)).map(getTableName);
  expect(await tablesAfter(copy)).toEqual(core.sort());
  expect(await tablesAfter(".", copy)).toEqual(core.sort());
});

test("what is left passes its checks and its core's tests", { timeout: patience }, async () => {
  await inCopy("npm", "run", "check");
  const core = ["merge", "cleanup", "upgrade", "hooks", "account", "permissions"];
  await inCopy(...vitest("README.test", "db", "components", ...core.map((name) => `lib/auth/${name}.test`)));
});

test("a table whose owner is forgotten is found out, and what to write where is said", {
  timeout: patience,
}, async () => {
  for (const [file, text] of addition) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    if (file !== "db/product-ownership.ts") writeFileSync(path.join(copy, file), text);
  }
  await inCopy("npm", "run", "db:generate");
  const told = await run(copy, ...vitest("db/ownership.test"));
  expect(told).toMatchObject({ status: 1, said: expect.stringContaining("notes.user_id") });
  expect(told.said).toContain("Add it to the list in db/product-ownership.ts");
});

test("what docs/build-on-it.md adds passes its checks and tests", { timeout: patience }, async () => {
  writeFileSync(path.join(copy, "db/product-ownership.ts"), addition.get("db/product-ownership.ts") ?? "");
  await inCopy("npm", "run", "check");
  await inCopy(...vitest("app", "db"));
});

test("what is left and what was added is built, starts, and works in a browser", {
  timeout: patience,
}, async () => {
  const specs = ["start-page", "main-job", "notes"].map((name) => `e2e/${name}.spec.ts`);
  await inCopy("npx", "playwright", "test", "--project=desktop", ...specs);
});
