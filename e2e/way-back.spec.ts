import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { addMembership, becomeGuest, becomeMember, newEmail, password, whoIs } from "./support/people";

/** From some page, by the header. */
async function signInFrom(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

async function fillCredentials(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("whoever signs in from a page is on that page afterwards @phone", async ({ page, newVisitor }) => {
  const email = newEmail();
  await becomeMember(await newVisitor(), email);
  await signInFrom(page, "/reference?about=a%26b&error=none");
  await fillCredentials(page, email);
  await expect(page).toHaveURL("/reference?about=a%26b");
  expect((await whoIs(page))?.user.email).toBe(email);
});

test("a guest is told what a sign-in leaves, and comes back to the same page after the answer", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeMember(await newVisitor(), email);
  await becomeGuest(page);
  await addMembership(page, "Left for a moment");
  await signInFrom(page, "/organizations");
  const notice = page.getByRole("main");
  await expect(notice.getByText("You have a guest account here, with 1 membership.")).toBeVisible();
  await expect(notice.getByRole("link", { name: "create an account" })).toBeVisible();
  await expect(notice.getByRole("link", { name: "take a recovery code" })).toBeVisible();
  await fillCredentials(page, email);
  await page.getByRole("button", { name: "Bring it along" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL("/organizations");
});

test("a guest about to delete everything is shown how to keep it", async ({ page }) => {
  await becomeGuest(page);
  await addMembership(page, "Nearly lost");
  await page.goto("/account/delete");
  await expect(page.getByText("You would lose 1 membership")).toBeVisible();
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

test("a secret in an address does not go along on the way", async ({ page }) => {
  for (const path of [
    "/verify-email?token=secret",
    "/reset-password?token=secret",
    "/magic-link?token=secret",
  ]) {
    await page.goto(path);
    const signIn = page.getByRole("banner").getByRole("link", { name: "Sign in" });
    await expect(signIn).toHaveAttribute("href", "/sign-in");
  }
});
