import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { stagesOf } from "@/lib/testing/dockerfile";

const stages = stagesOf("Dockerfile");
const ignored = readFileSync(".dockerignore", "utf8").trim().split("\n");
const sent = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
const held = ignored.filter((line) => !line.startsWith("!") && line !== "*");

/** What Docker would send of this folder, in a new one. Knows the patterns that .dockerignore uses, and no others. */
function context(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "guestbook-context-"));
  const isHeld = (file: string) =>
    held.some((line) =>
      line.startsWith("**/") ? file.endsWith(line.slice(2).replace("/*", "")) : file === line,
    );
  for (const name of sent)
    cpSync(name, path.join(folder, name), { recursive: true, filter: (file) => !isHeld(file) });
  return folder;
}

test("what is sent to Docker is there, type-checks without the rest, and holds no data and no settings", () => {
  const folder = context();
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  const checked = spawnSync(process.execPath, [path.resolve("node_modules/typescript/bin/tsc"), "--noEmit"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(checked.stdout).toBe("");
  expect(checked.status).toBe(0);
  const first = stages[0]?.copies[0]?.sources ?? [];
  expect(first.filter((source) => !existsSync(path.join(folder, source)))).toEqual([]);
  expect(
    [".data", ".env", ".git", ".next", "e2e"].filter((name) => existsSync(path.join(folder, name))),
  ).toEqual([]);
  rmSync(folder, { recursive: true });
  // The compiler may have to wait for a busy machine.
}, 120_000);

test("every stage that the Dockerfile builds on is there, and none runs its command as root", () => {
  const names = stages.map(({ name }) => name);
  const needed = stages.flatMap(({ from, copies }) => [from, ...copies.map((copy) => copy.from)]);
  const images = needed.filter((name) => name !== null && !names.includes(name));
  expect(new Set(images)).toEqual(new Set(["node:24-slim"]));
  // What standalone output leaves out, should there be any.
  const copied = stages.flatMap(({ copies }) => copies.flatMap(({ sources }) => sources));
  expect(copied.includes("/app/public")).toBe(existsSync("public"));
  const root = stages.filter(({ command, user }) => command.length > 0 && user !== "node");
  expect(root).toEqual([]);
});

test("the compose file builds stages that are there, and sets variables that are read", () => {
  const { services }: { services: Record<string, Service> } = parse(readFileSync("compose.yaml", "utf8"), {
    merge: true,
  });
  const known = readFileSync(".env.example", "utf8").match(/^[A-Z_]+(?==)/gm) ?? [];
  for (const { build, depends_on, env_file, environment } of Object.values(services)) {
    if (build) expect(stages.map(({ name }) => name)).toContain(build.target);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(depends_on ?? {})));
    if (build) expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    if (build) expect(env_file).toBe(".env");
  }
  expect(services.app?.depends_on).toEqual({ tools: { condition: "service_completed_successfully" } });
});

type Service = {
  build?: { target: string };
  depends_on?: Record<string, unknown>;
  env_file?: string;
  environment: Record<string, string>;
};
