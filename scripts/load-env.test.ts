import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeFolder } from "@/lib/testing/dumps";

/** Runs a script in a folder of its own, with these files and variables, and nothing else of this process. */
function run(script: string, files: Record<string, string>, variables: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "guestbook-scripts-"));
  onTestFinished(() => removeFolder(folder));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const command = ["--tsconfig", path.resolve("tsconfig.json"), path.resolve("scripts", script)];
  const { status, stderr } = spawnSync(path.resolve("node_modules/.bin/tsx"), command, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...variables } as unknown as NodeJS.ProcessEnv,
  });
  return { status, stderr, madeDatabase: existsSync(path.join(folder, ".data", "db")) };
}

const database = (port: number) => `DATABASE_URL=postgres://nobody@127.0.0.1:${port}/none\n`;
const reached = (port: number) => ({
  stderr: expect.stringContaining(`127.0.0.1:${port}`),
  madeDatabase: false,
});

test("db:migrate goes to the database that .env names, and not to an embedded one", {
  timeout: 60_000,
}, () => {
  const result = run("migrate.ts", { ".env": database(1) });
  expect(result).toMatchObject(reached(1));
  expect(result.status).not.toBe(0);
});

test(".env.local wins over .env, and the environment over both, as in Next", { timeout: 60_000 }, () => {
  const files = { ".env": database(1), ".env.local": database(2) };
  expect(run("migrate.ts", files)).toMatchObject(reached(2));
  const DATABASE_URL = "postgres://nobody@127.0.0.1:3/none";
  expect(run("migrate.ts", files, { DATABASE_URL })).toMatchObject(reached(3));
  const production = { ...files, ".env.production": database(4) };
  expect(
    run(
      "migrate.ts",
      { ".env": database(1), ".env.production": database(4) },
      { NODE_ENV: "production", AUTH_SECRET: "x".repeat(32) },
    ),
  ).toMatchObject(reached(4));
  expect(run("migrate.ts", production)).toMatchObject(reached(2));
});

test("every script that opens the database reads them", () => {
  for (const script of ["admin.ts", "cleanup.ts", "seed.ts"])
    expect(run(script, { ".env": "DATABASE_URL=none\n" }).stderr, script).toContain("DATABASE_URL");
});
