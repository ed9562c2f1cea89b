import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";

export type Browser = { executablePath: string; args: string[]; env: Record<string, string> };

// The one that only ever runs without a window takes half the time that the others take.
const installedNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

const args = [
  // Chromium's sandbox does not start for root, nor in most containers.
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
];

/**
 * Finds a Chromium: CHROMIUM_PATH, one that is installed, Playwright's own, else the one inside @sparticuz/chromium, which
 * needs neither a download nor a system library. CHROMIUM_PATH=bundled asks for the last.
 */
export async function findBrowser(): Promise<Browser> {
  const wished = process.env.CHROMIUM_PATH;
  if (wished === "bundled") return bundled();
  const executablePath = [wished ?? null, ...installedNames.map(onPath), chromium.executablePath()].find(
    (path) => path !== null && existsSync(path),
  );
  return executablePath ? { executablePath, args, env: inherited() } : bundled();
}

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** The package unpacks itself into TMPDIR, and its libraries too where it believes to be on AWS Lambda. */
async function bundled(): Promise<Browser> {
  const folder = resolve("node_modules/.cache/chromium");
  mkdirSync(folder, { recursive: true });
  const unpacked = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      'import chromium from "@sparticuz/chromium"; process.stdout.write(await chromium.executablePath());',
    ],
    { encoding: "utf8", env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" } },
  );
  if (unpacked.status !== 0) throw new Error(`@sparticuz/chromium: ${unpacked.stderr}`);
  return {
    executablePath: unpacked.stdout,
    args: [...args, "--no-zygote"],
    env: {
      ...inherited(),
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
