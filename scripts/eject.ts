import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type Feature, features } from "./eject/features";
import { withoutMarked } from "./eject/marks";

/**
 * Takes features out: `npm run eject -- NAME…`, or `all`. Says first what goes. Wants everything committed, so that one command undoes it;
 * `--force` does without, and stages nothing. `--dry-run` only says what would go. Safe to repeat: what a merge has brought back goes again.
 */
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isForced = flags.includes("--force");
const known = Object.keys(features);
const chosen = names.includes("all") ? known : known.filter((name) => names.includes(name));
const unknown = names.filter((name) => name !== "all" && !known.includes(name));
if (unknown.length > 0 || chosen.length === 0)
  end(`npm run eject -- NAME…, where each is one of: ${known.join(", ")}, all`);

const status = run("git", ["status", "--porcelain"]);
if (!isForced && (status.failed || status.output !== ""))
  end(
    "Commit everything first, so that one command undoes this. Or add --force: npm run eject -- --force NAME",
  );

const changed = new Set<string>();
const tables = await tablesToDrop();
say("Deletes:", chosen.flatMap(pathsOf));
say("Drops these tables and all that is in them, with the next `npm run db:migrate`:", tables);
if (flags.includes("--dry-run")) process.exit();

for (const name of chosen) takeOut(name);
mustRun("tsx", "dist/cli.mjs", ["scripts/api-docs.ts"]);
removePackages(chosen.flatMap((name) => features[name]?.packages ?? []));
if (tables.length > 0) writeMigration(tables);
const formatted = [...changed, "db/product"].filter((file) => existsSync(file) && !file.endsWith(".md"));
const biome = (...args: string[]) =>
  mustRun("@biomejs/biome", "bin/biome", [...args, "--write", ...formatted]);
biome("lint", "--unsafe", "--only=correctness/noUnusedImports");
biome("check", "--linter-enabled=false");
if (!isForced) must("git", ["add", "--all"]);
console.log("Then: npm install && npm run check && npm run db:migrate");
if (!isForced) console.log("All of it is staged: git diff --cached --stat\nTo undo it: git reset --hard");

/** Those of a feature's paths that are there. */
function pathsOf(name: string): string[] {
  const { paths = [], database } = features[name] ?? ({} as Partial<Feature>);
  const all = database && name !== "demo" ? [...paths, database] : paths;
  return all.filter((each) => existsSync(each));
}

/** The names of the tables in the schemas of what is there, without those that a migration of the product drops already. */
async function tablesToDrop(): Promise<string[]> {
  const found = [];
  for (const name of chosen) {
    const { database, paths } = features[name] ?? ({} as Partial<Feature>);
    if (!database || !paths || !existsSync(paths[0]) || !existsSync(`${database}/schema.ts`)) continue;
    if (name === "demo" && !hasDemoTables()) continue;
    const schema: Record<string, unknown> = await import(path.resolve(database, "schema.ts"));
    const own = Object.values(schema).flatMap((table) => (is(table, PgTable) ? [getTableName(table)] : []));
    const recorded = name === "demo" ? [] : [`drizzle.migrations_${name}`];
    found.push(...own, ...recorded);
  }
  const dropped = readdirSync("db/product/migrations")
    .filter((file) => file.endsWith(".sql"))
    .map((file) => readFileSync(`db/product/migrations/${file}`, "utf8"))
    .join("");
  return found.filter((table) => !dropped.includes(dropOf(table)));
}

/** Deletes what is the feature's alone, its marked lines everywhere else, and puts in what takes its place. */
function takeOut(name: string): void {
  const wasThere = pathsOf(name).length > 0;
  for (const each of pathsOf(name)) rmSync(each, { recursive: true });
  for (const file of textFiles()) {
    const text = readFileSync(file, "utf8");
    const left = withoutMarked(text, name);
    if (left === text) continue;
    writeFileSync(file, left);
    changed.add(file);
  }
  if (!wasThere) return;
  // A demo that a merge has brought back has left the product's own tables and pages alone.
  if (name === "demo" && hasDemoTables()) {
    rmSync("db/product", { recursive: true });
    const described = readFileSync("lib/product.ts", "utf8")
      .replace(/title: .*?",\n/s, "title: name,\n")
      .replace(
        /description:.*?",\n/s,
        'description: "Everybody starts as a guest here and loses nothing.",\n',
      );
    writeFileSync("lib/product.ts", described);
  }
  if (existsSync(`scripts/eject/${name}`))
    cpSync(`scripts/eject/${name}`, ".", { recursive: true, force: false });
  // What Next and the compiler remember of pages that are gone.
  for (const each of [".next", "tsconfig.tsbuildinfo"]) rmSync(each, { recursive: true, force: true });
}

function hasDemoTables(): boolean {
  return /pgTable\(\s*"card_links"/.test(readFileSync("db/product/schema.ts", "utf8"));
}

/** Every file that may hold a mark. */
function textFiles(): string[] {
  const { output } = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  // A file in conflict is listed once for each side.
  return [...new Set(output.split("\0"))]
    .filter((file) => /\.(tsx?|mjs|css|md|ya?ml)$|^\.[\w.]+$|Dockerfile/.test(file))
    .filter((file) => !file.startsWith("scripts/eject") && existsSync(file));
}

/** Takes packages out of package.json and its lock, and what refers to them there. */
function removePackages(packages: string[]): void {
  const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync("package.json", "utf8"));
  const present = packages.filter(
    (name) => manifest.dependencies?.[name] ?? manifest.devDependencies?.[name],
  );
  if (present.length === 0) return;
  for (const name of present) delete manifest.overrides?.[name];
  writeFileSync("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
  must("npm", [
    "uninstall",
    "--package-lock-only",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    ...present,
  ]);
}

/** Writes the migration that drops tables, as the product's: it runs after those of all that is left. */
function writeMigration(tables: string[]): void {
  const folder = "db/product/migrations";
  mustRun("tsx", "dist/cli.mjs", ["scripts/generate.ts", "product", "--custom", "--name", "eject"]);
  const newest = readdirSync(folder)
    .filter((file) => file.endsWith("_eject.sql"))
    .sort()
    .at(-1);
  writeFileSync(`${folder}/${newest}`, `${tables.map(dropOf).join("\n--> statement-breakpoint\n")}\n`);
}

function dropOf(table: string): string {
  return `DROP TABLE IF EXISTS ${table.replace(/\w+/g, '"$&"')} CASCADE;`;
}

function mustRun(name: string, entry: string, args: string[]): void {
  must(process.execPath, [`node_modules/${name}/${entry}`, ...args]);
}

function must(command: string, args: string[]): void {
  const { failed, output } = run(command, args);
  if (failed) end(`${command} ${args.join(" ")} failed:\n${output}\nTo undo what was done: git reset --hard`);
}

function run(command: string, args: string[]): { failed: boolean; output: string } {
  // npm is a script on Windows.
  const shell = command === "npm" && process.platform === "win32";
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", shell, maxBuffer: 1e8 });
  return { failed: status !== 0, output: `${stdout ?? ""}${stderr ?? ""}` };
}

function say(heading: string, lines: string[]): void {
  if (lines.length > 0) console.log(`${heading}\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function end(words: string): never {
  console.error(words);
  process.exit(1);
}
