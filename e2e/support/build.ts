import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const folders = ["app", "components", "db", "lib", "public"];
const files = [
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
];
const lastWritten = ".next/BUILD_ID";

export const nextCommand = resolve("node_modules/next/dist/bin/next");

/** Builds the application for production, unless `.next` is younger than everything it is made from. */
export function buildOnce(): void {
  if (existsSync(lastWritten) && newestSource() < statSync(lastWritten).mtimeMs) return;
  build(".");
}

/** Builds the application in `folder` for production. A build that fails leaves nothing that could be started. */
export function build(folder: string): void {
  const built = spawnSync(process.execPath, [nextCommand, "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (built.status === 0) return;
  rmSync(join(folder, lastWritten), { force: true });
  throw new Error(`next build failed:\n${built.stdout}\n${built.stderr}`);
}

function newestSource(): number {
  const sources = [...folders.flatMap(everythingIn), ...files].filter((path) => existsSync(path));
  return Math.max(...sources.map((path) => statSync(path).mtimeMs));
}

// Folders too: theirs is the time at which a file was deleted.
function everythingIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return [folder, ...inside.map((name) => join(folder, name))].filter((path) => !/\.test\.tsx?$/.test(path));
}
