import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { becomeGuest, becomeMember, newEmail, password, shareLink, startCard, whoIs } from "./support/people";

/** From a card, or its link, by the header. */
async function signInFrom(page: Page, card: string) {
  await page.goto(card);
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

async function fillCredentials(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function guestWithCard(page: Page, title: string): Promise<string> {
  await becomeGuest(page);
  await startCard(page, title);
  return new URL(page.url()).pathname;
}

test("whoever signs in from a card is on that card afterwards @phone", async ({ page, newVisitor }) => {
  const email = newEmail();
  await guestWithCard(page, "Read by many");
  const link = await shareLink(page);
  await becomeMember(await newVisitor(), email);
  const reader = await newVisitor();
  await signInFrom(reader, link);
  await fillCredentials(reader, email);
  await expect(reader).toHaveURL(link);
  expect((await whoIs(reader))?.user.email).toBe(email);
});

test("a guest is told what a sign-in leaves, and comes back to the same card after the answer", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeMember(await newVisitor(), email);
  const card = await guestWithCard(page, "Left for a moment");
  await signInFrom(page, card);
  const notice = page.getByRole("main");
  await expect(notice.getByText("You have a guest account here, with 1 card.")).toBeVisible();
  await expect(notice.getByRole("link", { name: "create an account" })).toBeVisible();
  await expect(notice.getByRole("link", { name: "take a recovery code" })).toBeVisible();
  await fillCredentials(page, email);
  await page.getByRole("button", { name: "Bring it along" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(card);
});

test("a guest about to delete everything is shown how to keep it", async ({ page }) => {
  await guestWithCard(page, "Nearly lost");
  await page.goto("/account/delete");
  await expect(page.getByText("You would lose 1 card")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "take a recovery code" }).click();
  await expect(page).toHaveURL("/account#recovery");
  await expect(page.getByRole("region", { name: "Or take a recovery code" })).toBeInViewport();
});

test("a guest sees where it is open, and closes it there", async ({ page, newVisitor }) => {
  await becomeGuest(page);
  const made = await page.request.post("/api/auth/anonymous/recovery-code", { data: {} });
  const { data } = await made.json();
  const elsewhere = await newVisitor();
  await elsewhere.request.post("/api/auth/anonymous/recover", { data: { code: data.code } });
  expect((await whoIs(elsewhere))?.user.isAnonymous).toBe(true);
  await page.goto("/account");
  await page.getByRole("region", { name: "Where this guest is open" }).getByRole("button").click();
  await expect(page.getByRole("status").filter({ hasText: "Signed out" })).toBeFocused();
  expect(await whoIs(elsewhere)).toBeNull();
});

test("whoever comes back from a provider empty-handed is told why on a page about accounts, too", async ({
  page,
}) => {
  await page.goto("/upgrade?error=ACCOUNT_ALREADY_LINKED");
  await expect(page.getByText("That account belongs to somebody here already.")).toBeVisible();
});
