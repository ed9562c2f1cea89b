import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } from "next/constants";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import createConfig from "@/next.config";
import { buildId, serverActionsKey } from "./build-identity";

const secret = "a secret of the tests, known to everybody";
const name = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "build-"));
  for (const variable of [name, "AUTH_SECRET", "BUILD_ID", "VERCEL_GIT_COMMIT_SHA"]) vi.stubEnv(variable, "");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const idByConfig = () => createConfig(PHASE_PRODUCTION_BUILD).generateBuildId?.();

function git(...words: string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" }).trim();
}

test("builds with one AUTH_SECRET understand each other's forms, and their key does not tell the secret", () => {
  const key = serverActionsKey(secret);
  expect(key).toBe(serverActionsKey(secret));
  expect(key).not.toBe(serverActionsKey(`${secret}.`));
  expect(Buffer.from(key ?? "", "base64")).toHaveLength(32);
  expect(serverActionsKey(undefined)).toBeNull();
  expect(serverActionsKey("")).toBeNull();
});

test("the key is derived for a build that has the secret, unless one is given", () => {
  createConfig(PHASE_PRODUCTION_BUILD);
  expect(process.env[name]).toBe("");
  vi.stubEnv("AUTH_SECRET", secret);
  createConfig(PHASE_PRODUCTION_SERVER);
  expect(process.env[name]).toBe("");
  createConfig(PHASE_PRODUCTION_BUILD);
  expect(process.env[name]).toBe(serverActionsKey(secret));
  const given = Buffer.alloc(32, 1).toString("base64");
  vi.stubEnv(name, given);
  createConfig(PHASE_PRODUCTION_BUILD);
  expect(process.env[name]).toBe(given);
});

test("a build is named by BUILD_ID, or by the commit that Vercel builds", async () => {
  vi.stubEnv("VERCEL_GIT_COMMIT_SHA", "a".repeat(40));
  expect(await idByConfig()).toBe("a".repeat(40));
  vi.stubEnv("BUILD_ID", "2026-11-30.1");
  expect(await idByConfig()).toBe("2026-11-30.1");
});

test("without them a build is named by its commit, if nothing differs from it", () => {
  const id = () => buildId(process.env, folder);
  expect(id()).toBeNull();
  git("init", "--quiet");
  expect(id()).toBeNull();
  writeFileSync(path.join(folder, "file"), "first");
  git("add", ".");
  git("commit", "--quiet", "--message", "First");
  expect(id()).toBe(git("rev-parse", "HEAD"));
  writeFileSync(path.join(folder, "file"), "second");
  expect(id()).toBeNull();
});
