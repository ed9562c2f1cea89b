import { expect, type Page } from "@playwright/test";

export async function startCard(page: Page, title: string) {
  await page.getByLabel("Who is it for?").fill("Ada");
  await page.getByLabel("What should the card say?").fill(title);
  await page.getByRole("button", { name: "Start the card" }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
}

/** The link that the card's owner shares. */
export function shareLink(page: Page): Promise<string> {
  return page.getByLabel("The card's link", { exact: true }).inputValue();
}
