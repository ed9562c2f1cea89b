import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const sources = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
];
const lastWritten = ".next/BUILD_ID";

/** Next as it is installed for this folder: beside a copy's own React another's Next does not work. */
export function nextIn(folder: string): string {
  const own = resolve(folder, "node_modules/next/dist/bin/next");
  return existsSync(own) ? own : resolve("node_modules/next/dist/bin/next");
}

/** Builds the application in `folder` for production, unless its `.next` is younger than everything it is made from. */
export function buildOnce(folder = ".", from: readonly string[] = sources): void {
  const built = join(folder, lastWritten);
  if (existsSync(built) && newest(from) < statSync(built).mtimeMs) return;
  build(folder);
}

/** Builds the application in `folder` for production. A build that fails leaves nothing that could be started. */
export function build(folder: string, environment: Record<string, string> = {}): void {
  const built = spawnSync(process.execPath, [nextIn(folder), "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...environment },
  });
  if (built.status === 0) return;
  rmSync(join(folder, lastWritten), { force: true });
  throw new Error(`next build failed:\n${built.stdout}\n${built.stderr}`);
}

function newest(from: readonly string[]): number {
  const paths = from.flatMap(everythingIn).filter((path) => existsSync(path));
  return Math.max(...paths.map((path) => statSync(path).mtimeMs));
}

// Folders too: theirs is the time at which a file was deleted.
function everythingIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" });
  return [path, ...inside.map((name) => join(path, name))].filter((path) => !/\.test\.tsx?$/.test(path));
}
