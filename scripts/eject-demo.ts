import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const removed = [
  "app/(demo)",
  "db/schema/demo.ts",
  "docs/decisions/0013-a-card-has-a-circle-of-its-own.md",
  "docs/decisions/0014-the-wall-asks-for-its-version.md",
  "docs/images",
  "e2e/demo.spec.ts",
  "e2e/support/cards.ts",
  "eject-demo.test.ts",
  "scripts/eject",
  "scripts/eject-demo.ts",
  "scripts/screenshots.ts",
  // What Next and the compiler remember of pages that are gone.
  ".next",
  "tsconfig.tsbuildinfo",
];

/** In these files, the lines that name what is gone. */
const lines = {
  "db/schema/index.ts": /^.*"\.\/demo".*\n/m,
  ".dockerignore": /^scripts\/(eject|screenshots).*\n/gm,
};

/** In documents, what is about the demo stands between two comments. */
const paragraphs = /<!-- demo -->\n.*?<!-- \/demo -->\n\n?/gs;

/**
 * Takes the demo out, and itself: `npm run eject-demo`. `app/(product)` is there instead, for the product's own pages. Wants
 * everything committed, so that one command undoes it; `--force` does without, and stages nothing.
 */
const isForced = process.argv.includes("--force");
const status = run("git", ["status", "--porcelain"]);
if (!isForced && (status.failed || status.output !== "")) {
  console.error(
    "Commit everything first, so that one command undoes this. Or add --force: npm run eject-demo -- --force",
  );
  process.exit(1);
}
cpSync("scripts/eject", ".", { recursive: true });
for (const name of removed) rmSync(name, { recursive: true, force: true });
for (const [name, line] of Object.entries(lines)) cut(name, line);
for (const name of documents()) cut(name, paragraphs);
must("npm", ["pkg", "delete", "scripts.eject-demo"]);
must("npm", ["uninstall", "--package-lock-only", "--ignore-scripts", "pdf-lib"]);
must(process.execPath, ["node_modules/drizzle-kit/bin.cjs", "generate", "--name", "eject_demo"]);
if (!isForced) must("git", ["add", "--all"]);
console.log("The demo is out, and app/(product) is there for your own pages: docs/build-on-it.md shows how.");
console.log("Then: npm install && npm run check");
if (!isForced) console.log("All of it is staged: git diff --cached --stat\nTo undo it: git reset --hard");

function documents(): string[] {
  return [".", "docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => path.join(folder, name)),
  );
}

function cut(name: string, part: RegExp): void {
  const text = readFileSync(name, "utf8");
  writeFileSync(name, text.replace(part, ""));
}

function must(command: string, args: string[]): void {
  const { failed, output } = run(command, args);
  if (failed) throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
}

function run(command: string, args: string[]): { failed: boolean; output: string } {
  // npm is a script on Windows.
  const shell = command === "npm" && process.platform === "win32";
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", shell });
  return { failed: status !== 0, output: `${stdout ?? ""}${stderr ?? ""}` };
}
