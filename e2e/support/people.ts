import { expect, type Page } from "@playwright/test";
import type { SignedIn } from "../../lib/contract/wire";

export const password = "correct horse battery";

/** Who this browser is to the server, or null for nobody. */
export async function whoIs(page: Page): Promise<SignedIn | null> {
  const response = await page.request.get("/api/auth/get-session");
  const { data }: { data: SignedIn | null } = await response.json();
  return data;
}

/** Opens the first page and waits until this browser is a guest. */
export async function becomeGuest(page: Page): Promise<SignedIn> {
  await page.goto("/");
  await expect.poll(async () => (await whoIs(page))?.user.isAnonymous).toBe(true);
  const guest = await whoIs(page);
  if (!guest) throw new Error("no guest");
  return guest;
}

/** Starts a card on the first page, and ends on the card's own. */
export async function startCard(page: Page, title: string) {
  await page.getByLabel("Who is it for?").fill("Ada");
  await page.getByLabel("What does it say on the card?").fill(title);
  await page.getByRole("button", { name: "Start the card" }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
}

/** A guest with one card of this title. */
export async function becomeGuestWithCard(page: Page, title: string): Promise<SignedIn> {
  const guest = await becomeGuest(page);
  await startCard(page, title);
  return guest;
}

/** Saves an account in the banner of the page that is open. */
export async function saveAccount(page: Page, email: string) {
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Save account" }).click();
}

/** A member with this address, by the sign-up page. */
export async function becomeMember(page: Page, email: string): Promise<SignedIn> {
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Save account" }).click();
  await expect(page.getByText("Your account is saved")).toBeVisible();
  const member = await whoIs(page);
  if (!member) throw new Error("no member");
  return member;
}

/** Signs in by password at the page that is open. */
export async function signIn(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
