import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { processValues } from "@/lib/process-wide";
import { boot } from "./boot";
import { missingVariables } from "./missing-variables";

/** What Vercel sets by itself. */
const platform = {
  NODE_ENV: "production",
  VERCEL: "1",
  VERCEL_ENV: "production",
  VERCEL_URL: "app-abc.vercel.example",
  VERCEL_PROJECT_PRODUCTION_URL: "app.vercel.example",
};

const vercel = (variables: Record<string, string> = {}) => {
  for (const [name, value] of Object.entries({
    ...platform,
    DATABASE_URL: "",
    AUTH_SECRET: "",
    ...variables,
  }))
    vi.stubEnv(name, value);
};

beforeEach(() => {
  processValues.delete("env");
});

afterEach(() => {
  vi.unstubAllEnvs();
  processValues.delete("env");
});

test("only a deployment on Vercel needs variables, and they are named", () => {
  vercel();
  expect(missingVariables()).toEqual(["DATABASE_URL", "AUTH_SECRET"]);
  vercel({ AUTH_SECRET: "x".repeat(32) });
  expect(missingVariables()).toEqual(["DATABASE_URL"]);
  vercel({ AUTH_SECRET: "x".repeat(32), DATABASE_URL: "postgres://localhost/app" });
  expect(missingVariables()).toEqual([]);
  vercel({ VERCEL_URL: "" });
  expect(missingVariables()).toEqual([]);
  vercel({ NODE_ENV: "development" });
  expect(missingVariables()).toEqual([]);
});

test("a first deployment without a database boots, and names in the log what is missing", async () => {
  vercel();
  const exit = vi.spyOn(process, "exit");
  await boot();
  expect(exit).not.toHaveBeenCalled();
  expect(vi.mocked(console.error).mock.calls.join()).toContain("DATABASE_URL, AUTH_SECRET");
  vi.mocked(console.error).mockClear();
});

test.each([
  ["production", "postgres://db.example/app", ["run db:migrate", "run build"]],
  ["production", "", ["run build"]],
  ["preview", "postgres://db.example/app", ["run build"]],
])("Vercel's build in %s with the database %j runs %j", (VERCEL_ENV, DATABASE_URL, expected) => {
  expect(vercelBuild({ VERCEL_ENV, DATABASE_URL, AUTH_SECRET: "x".repeat(32) })).toEqual({
    status: 0,
    ran: expected,
  });
});

test("Vercel's build without an AUTH_SECRET migrates nothing, and does not fail", () => {
  const variables = { VERCEL_ENV: "production", DATABASE_URL: "postgres://db.example/app" };
  expect(vercelBuild(variables)).toEqual({ status: 0, ran: ["run build"] });
});

test("a migration that fails stops the build", () => {
  const variables = {
    VERCEL_ENV: "production",
    DATABASE_URL: "postgres://db.example/app",
    AUTH_SECRET: "x".repeat(32),
  };
  expect(vercelBuild({ ...variables, FAILS: "run db:migrate" })).toEqual({
    status: 1,
    ran: ["run db:migrate"],
  });
});

/** Runs the build command of vercel.json with an npm that only notes what it was asked for. */
function vercelBuild(variables: Record<string, string>) {
  const { buildCommand } = JSON.parse(readFileSync("vercel.json", "utf8"));
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const script = scripts[buildCommand.replace("npm run ", "")];
  const folder = mkdtempSync(path.join(tmpdir(), "vercel-"));
  const notes = path.join(folder, "notes");
  writeFileSync(notes, "");
  const npm = path.join(folder, "npm");
  writeFileSync(npm, `#!/bin/sh\necho "$*" >> "${notes}"\n[ "$*" != "$FAILS" ]\n`);
  chmodSync(npm, 0o755);
  const env = { NODE_ENV: "production" as const, PATH: `${folder}:${process.env.PATH}`, ...variables };
  const { status } = spawnSync("sh", ["-c", script], { env });
  const ran = readFileSync(notes, "utf8").trim().split("\n");
  rmSync(folder, { recursive: true });
  return { status, ran };
}
