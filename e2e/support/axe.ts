import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What is wrong with this page as somebody may see it, and where: the rules of WCAG 2.2 AA that it breaks in the light scheme and in the dark one,
 * and whether it is wider than its window. Of the dark scheme only the colours are looked at: nothing else depends on it.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await show(page, "dark");
  const dark = await violations(new AxeBuilder({ page }).withRules("color-contrast"), "dark");
  await show(page, "light");
  const light = await violations(new AxeBuilder({ page }).withTags(rules), "light");
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return [...light, ...dark, ...(isTooWide ? ["wider than its window"] : [])];
}

/** Shows the page in this scheme, and waits until its colours have changed. */
async function show(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.waitForFunction((scheme) => {
    const { theme = scheme } = document.documentElement.dataset;
    const isChanging = document.getAnimations().some((animation) => animation instanceof CSSTransition);
    return theme === scheme && !isChanging;
  }, colorScheme);
}

async function violations(builder: AxeBuilder, scheme: string): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) => `${id} (${scheme}): ${nodes.map(({ target }) => target).join(", ")}`,
  );
}
