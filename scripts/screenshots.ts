import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findBrowser } from "@/e2e/support/browser";

/** Pictures of a running server's first screen for the README: `tsx scripts/screenshots.ts http://localhost:3000`. */
const base = process.argv[2] ?? "http://localhost:3000";
const browser = await chromium.launch(await findBrowser());
mkdirSync("docs/images", { recursive: true });
for (const colorScheme of ["light", "dark"] as const) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme });
  await page.goto(base, { waitUntil: "networkidle" });
  await page.screenshot({ path: `docs/images/home-${colorScheme}.png` });
  await page.close();
}
await browser.close();
