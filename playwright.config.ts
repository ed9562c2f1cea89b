import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./lib/testing/browser";

const { executablePath, args, env } = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/support/prepare.ts",
  // More than there are cores on a small machine: a test waits for a server most of the time.
  workers: 3,
  retries: 0,
  // Bounds on a slow machine, not on the app.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: "test-results/playwright",
  use: { launchOptions: { executablePath, args, env }, screenshot: "only-on-failure" },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      grep: /@phone/,
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } },
    },
  ],
});
