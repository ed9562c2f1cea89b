import { mkdirSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/lib/testing/browser";

/**
 * Pictures of the main pages of a running server, in both schemes, on a phone and on a desk, in test-results/screenshots;
 * those for the README in docs/images: `tsx scripts/screenshots.ts http://localhost:3000`.
 */
const base = process.argv[2] ?? "http://localhost:3000";
const folder = "test-results/screenshots";
const widths = [390, 1280];
const schemes = ["light", "dark"] as const;

const wall = [
  {
    name: "Grace",
    ink: "Blue",
    sticker: "Balloon",
    message: "Cake at four? I bring the candles.\nAll of them.",
  },
  { name: "Linus", ink: "Green", sticker: "Clover", message: "Many happy returns!" },
  { name: "Mary", ink: "Violet", sticker: "Flower", message: "To another year of engines and poetry." },
];

async function startCard(page: Page) {
  await page.goto(base);
  await page.getByLabel("Who is it for?").fill("Ada");
  await page.getByLabel("What should the card say?").fill("Happy birthday, dear Ada");
  await page.getByLabel("Date").fill("2026-12-10");
  await page.getByRole("button", { name: "Start the card" }).click();
  for (const { name, ink, sticker, message } of wall) {
    await page.getByLabel("Your message").fill(message);
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("radio", { name: ink }).check();
    await page.getByRole("radio", { name: sticker }).check();
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: name }).getByText("Edit").waitFor();
  }
  await page.getByRole("button", { name: "Not now" }).click();
  return page.url();
}

const browser = await chromium.launch(await findBrowser());
mkdirSync(folder, { recursive: true });
mkdirSync("docs/images", { recursive: true });
const page = await browser.newPage();
for (const colorScheme of schemes) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.goto(base, { waitUntil: "networkidle" });
  if (colorScheme === "light") await page.getByRole("button", { name: "Later" }).click();
  await page.screenshot({ path: `docs/images/home-${colorScheme}.png` });
}
const card = await startCard(page);
const link = await page.getByLabel("The card's link", { exact: true }).inputValue();
await page.getByRole("button", { name: "Order prints" }).click();
await page.getByRole("heading", { name: "Your cart" }).waitFor();
const pages = {
  home: base,
  card,
  cart: `${base}/cart`,
  checkout: `${base}/checkout`,
  preferences: `${base}/preferences`,
};
for (const colorScheme of schemes) {
  await page.emulateMedia({ colorScheme });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 860 });
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(address, { waitUntil: "networkidle" });
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.goto(card, { waitUntil: "networkidle" });
  await page.screenshot({ path: `docs/images/card-${colorScheme}.png` });
  const stranger = await browser.newPage({ viewport: { width: 390, height: 860 }, colorScheme });
  await stranger.goto(link, { waitUntil: "networkidle" });
  await stranger.screenshot({ path: `${folder}/join-390-${colorScheme}.png` });
  await stranger.close();
}
await browser.close();
