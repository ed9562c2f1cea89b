import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { hasRedis, withoutRedis } from "@/lib/testing/redis";

type Tally = { passed: number; failed: number; skipped: number };

const vitestReport = "test-results/vitest.json";
const playwrightReport = "test-results/playwright.json";

// `--quick` is for while one works: units without those that copy or compile the project, and the main job in one browser.
const isQuick = process.argv.includes("--quick");
const units = ["--project=unit"];
const mainJob = ["e2e/main-job.spec.ts", "--project=desktop"];

rmSync("test-results", { recursive: true, force: true });
mkdirSync("test-results", { recursive: true });

// Each report is read at once: Playwright empties the folder before it starts.
const vitest = tallyOf(
  run("vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${vitestReport}`,
    ...(isQuick ? units : []),
  ]),
  readVitest,
);
const playwright = tallyOf(
  run("@playwright/test/cli.js", ["test", "--reporter=list,json", ...(isQuick ? mainJob : [])]),
  readPlaywright,
);

const tallies = [vitest, playwright];
const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
if (!hasRedis && !isQuick)
  console.log(`\nSkipped, since ${withoutRedis}: whatever is to be shown with a real Redis.`);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
process.exitCode = sum("failed") === 0 ? 0 : 1;

/** Whether the command ended well. */
function run(entry: string, args: string[]): boolean {
  const { status } = spawnSync(process.execPath, [`node_modules/${entry}`, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: `${process.cwd()}/${playwrightReport}`,
    },
  });
  return status === 0;
}

/** A run that ended badly has failed, whatever its report says or whether there is one. */
function tallyOf(endedWell: boolean, read: () => Tally): Tally {
  let tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  try {
    tally = read();
  } catch (error) {
    console.error(error);
    endedWell = false;
  }
  return { ...tally, failed: endedWell ? tally.failed : Math.max(tally.failed, 1) };
}

function readVitest(): Tally {
  const report: {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  } = JSON.parse(readFileSync(vitestReport, "utf8"));
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function readPlaywright(): Tally {
  const { stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } } =
    JSON.parse(readFileSync(playwrightReport, "utf8"));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
