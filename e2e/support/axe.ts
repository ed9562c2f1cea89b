import type { Page } from "@playwright/test";
import axe, { type RunOnly } from "axe-core";

const all: RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
const colors: RunOnly = { type: "rule", values: ["color-contrast"] };

/**
 * What is wrong with this page as somebody may see it, and where: the rules of WCAG 2.2 AA that it breaks in the light scheme and in the dark one,
 * and whether it is wider than its window. Of the dark scheme only the colours are looked at: nothing else depends on it.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  await show(page, "dark");
  const dark = await violations(page, colors, "dark");
  await show(page, "light");
  const light = await violations(page, all, "light");
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return [...light, ...dark, ...(isTooWide ? ["wider than its window"] : [])];
}

/** Shows the page in this scheme, and waits until its colours have changed. */
async function show(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.waitForFunction((scheme) => {
    const { theme = scheme } = document.documentElement.dataset;
    // One of something folded away, which axe has looked into, stays on the list when it has ended.
    const isChanging = document
      .getAnimations()
      .some((animation) => animation instanceof CSSTransition && animation.playState === "running");
    return theme === scheme && !isChanging;
  }, colorScheme);
}

async function violations(page: Page, runOnly: RunOnly, scheme: string): Promise<string[]> {
  const { violations } = await page.evaluate((options) => window.axe.run(options), {
    runOnly,
    resultTypes: ["violations" as const],
  });
  return violations.map(
    ({ id, nodes }) => `${id} (${scheme}): ${nodes.map(({ target }) => target).join(", ")}`,
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
