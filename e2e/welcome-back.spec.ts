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

const membersOf = `SELECT m.user_id FROM memberships m JOIN organizations o ON o.id = m.organization_id
  WHERE o.name = $1`;

/** A guest in an organization of this name, who signs in to an account that exists. */
async function signInWithWork(page: Page, other: Page, name: string) {
  const email = newEmail();
  const account = await becomeRegistered(other, email);
  const guest = await becomeGuest(page);
  await addMembership(page, name); // eject: organizations
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Move your guest work to this account?" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/welcome-back");
  return { guestId: guest.user.id, accountId: account.user.id };
}

test("a guest's membership is the account's after a yes, and the guest is gone @phone", async ({
  page,
  newVisitor,
  db,
}) => {
  const name = `Along it comes ${newEmail()}`;
  const { guestId, accountId } = await signInWithWork(page, await newVisitor(), name);

  await page.goto("/welcome-back");
  await expect(page.getByText("1 membership", { exact: true })).toBeVisible();
  await expect(page.getByText("This permanently deletes 1 membership.")).toBeVisible();
  expect(await db(membersOf, [name])).toEqual([{ user_id: guestId }]);

  await page.getByRole("button", { name: "Move it" }).click();
  await expect(page.getByRole("heading", { name: "All moved" })).toBeVisible();
  await expect(page.getByText("1 membership moved to your account.")).toBeVisible();
  expect(await db(membersOf, [name])).toEqual([{ user_id: accountId }]);
  expect(await db("SELECT id FROM users WHERE id = $1", [guestId])).toEqual([]);
  await page.getByRole("link", { name: "Go to homepage" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/organizations");
  await expect(page.getByRole("link", { name })).toBeVisible();

  await page.goto("/welcome-back");
  await expect(page.getByRole("heading", { name: "Nothing to move" })).toBeVisible();
});

test("a no deletes what the guest made, and leaves the account as it was", async ({
  page,
  newVisitor,
  db,
}) => {
  const name = `Let go ${newEmail()}`;
  const { guestId, accountId } = await signInWithWork(page, await newVisitor(), name);
  await page.goto("/welcome-back");
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByRole("heading", { name: "Deleted" })).toBeVisible();
  expect(await db(membersOf, [name])).toEqual([]);
  expect(await db("SELECT id FROM users WHERE id = $1", [guestId])).toEqual([]);
  expect((await whoIs(page))?.user.id).toBe(accountId);
});

test("whoever left nothing behind is told so, and a choice made in another tab is not made twice", async ({
  page,
  newVisitor,
}) => {
  const stranger = await newVisitor();
  await stranger.goto("/welcome-back");
  await expect(stranger.getByRole("heading", { name: "Nothing to move" })).toBeVisible();

  await signInWithWork(page, await newVisitor(), `Once ${newEmail()}`);
  await page.goto("/welcome-back");
  const tab = await page.context().newPage();
  await tab.goto("/welcome-back");
  await tab.getByRole("button", { name: "Move it" }).click();
  await expect(tab.getByRole("heading", { name: "All moved" })).toBeVisible();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByRole("heading", { name: "Nothing to move" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the choice posts, and its receipt is shown", async ({ page, newVisitor, db }) => {
    const name = `No script ${newEmail()}`;
    const email = newEmail();
    const { user } = await becomeRegistered(await newVisitor(), email);
    await page.request.post("/api/auth/sign-in/anonymous");
    await addMembership(page, name); // eject: organizations
    await page.request.post("/api/auth/sign-in/email", { data: { email, password } });
    await page.goto("/welcome-back");
    await page.getByRole("button", { name: "Move it" }).click();
    await expect(page.getByRole("heading", { name: "All moved" })).toBeVisible();
    expect(await db(membersOf, [name])).toEqual([{ user_id: user.id }]);
  });
});
