import type { Page } from "@playwright/test";
import {
  addMembership,
  becomeGuest,
  becomeRegistered,
  newEmail,
  password,
  whoIs,
} from "@/lib/testing/people";
import { expect, test } from "./fixtures";

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
  await becomeRegistered(await newVisitor(), email);
  await signInFrom(page, "/account?about=a%26b&error=none");
  await fillCredentials(page, email);
  await expect(page).toHaveURL("/account?about=a%26b");
  expect((await whoIs(page))?.user.email).toBe(email);
});

// eject-start: organizations
test("a guest is told what a sign-in leaves, and comes back to the same page after the answer", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeRegistered(await newVisitor(), email);
  await becomeGuest(page);
  await addMembership(page, "Left for a moment"); // eject: organizations
  await signInFrom(page, "/organizations");
  const notice = page.getByRole("main");
  await expect(notice.getByText("You've made 1 membership as a guest.")).toBeVisible();
  await expect(notice.getByRole("link", { name: "create an account" })).toBeVisible();
  await expect(notice.getByRole("link", { name: "get a recovery code" })).toBeVisible();
  await fillCredentials(page, email);
  await page.getByRole("button", { name: "Move it" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL("/organizations");
});
// eject-end: organizations

test("a guest about to delete everything is shown how to keep it", async ({ page }) => {
  await becomeGuest(page);
  await addMembership(page, "Nearly lost"); // eject: organizations
  await page.goto("/account/delete");
  await expect(page.getByText("This permanently deletes 1 membership")).toBeVisible(); // eject: organizations
  await page.getByRole("main").getByRole("link", { name: "get a recovery code" }).click();
  await expect(page).toHaveURL("/account#recovery");
  await expect(page.getByRole("region", { name: "Get a recovery code" })).toBeInViewport();
});

test("a guest sees where it is open, and closes it there", async ({ page, newVisitor }) => {
  await becomeGuest(page);
  const made = await page.request.post("/api/auth/anonymous/recovery-code", { data: {} });
  const { data } = await made.json();
  const elsewhere = await newVisitor();
  await elsewhere.request.post("/api/auth/anonymous/recover", { data: { code: data.code } });
  expect((await whoIs(elsewhere))?.user.isAnonymous).toBe(true);
  await page.goto("/account");
  await page.getByRole("region", { name: "Your devices" }).getByRole("button", { name: /, / }).click();
  await expect(page.getByRole("status").filter({ hasText: "Signed out" })).toBeFocused();
  expect(await whoIs(elsewhere)).toBeNull();
});

test("whoever comes back from a provider empty-handed is told why on a page about accounts, too", async ({
  page,
}) => {
  await page.goto("/upgrade?error=ACCOUNT_ALREADY_LINKED");
  await expect(page.getByText("That account is already in use here.")).toBeVisible();
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
