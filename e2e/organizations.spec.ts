import type { Page } from "@playwright/test";
import { becomeGuest, becomeRegistered, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { faultsOf } from "./support/axe";

async function found(page: Page, name: string) {
  await becomeRegistered(page);
  await page.goto("/organizations");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** Makes an open link, as an owner does on the organization's page. */
async function invite(page: Page): Promise<string> {
  await page.getByRole("button", { name: /Create link|Replace link/ }).click();
  return page.getByLabel("Copy this link now – you won't see it again").inputValue();
}

const memberships = "SELECT role FROM memberships WHERE user_id = $1";

test("a visitor opens a link, joins as a guest, and stays in through the upgrade @phone", async ({
  page,
  newVisitor,
  db,
}) => {
  await found(page, "Book club");
  const link = await invite(page);

  const friend = await newVisitor();
  await friend.goto(link);
  await expect(friend.getByRole("heading", { name: "Join Book club?" })).toBeVisible();
  await expect(friend.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
  expect(await whoIs(friend)).toBeNull();
  await friend.getByRole("button", { name: "Join", exact: true }).click();
  await expect(friend.getByRole("heading", { name: "Book club" })).toBeVisible();
  await expect(friend.getByText("You're a member here.")).toBeVisible();
  await expect(friend.getByRole("button", { name: /link|Save role|Remove/ })).toHaveCount(0);
  const guest = await whoIs(friend);
  expect(guest?.user.isAnonymous).toBe(true);

  await friend.goto("/organizations");
  await expect(friend.getByLabel("Name")).toHaveCount(0);
  await friend.getByRole("main").getByRole("link", { name: "Create account" }).click();
  await friend.getByLabel("Email").fill(newEmail());
  await friend.getByLabel("Password", { exact: true }).fill(password);
  await friend.getByRole("button", { name: "Create account" }).click();
  await expect(friend.getByText("You're all set").first()).toBeVisible();
  expect((await whoIs(friend))?.user.isAnonymous).toBe(false);
  await friend.goto("/organizations");
  await expect(friend.getByRole("link", { name: "Book club" })).toBeVisible();
  expect(await db(memberships, [guest?.user.id])).toEqual([{ role: "member" }]);

  await friend.goto(link);
  await expect(friend.getByRole("heading", { name: "You're already a member of Book club" })).toBeVisible();
});

test("a guest's membership moves along into the account that takes the guest's work", async ({
  page,
  newVisitor,
  db,
}) => {
  await found(page, "Choir");
  const link = await invite(page);
  const [friend, email] = [await newVisitor(), newEmail()];
  const account = await becomeRegistered(friend, email);
  await friend.context().clearCookies();
  await becomeGuest(friend);
  await friend.goto(link);
  await friend.getByRole("button", { name: "Join", exact: true }).click();
  await expect(friend.getByText("You're a member here.")).toBeVisible();

  await friend.goto("/sign-in");
  await friend.getByLabel("Email").fill(email);
  await friend.getByLabel("Password", { exact: true }).fill(password);
  await friend.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(friend.getByRole("heading", { name: "Move your guest work to this account?" })).toBeVisible();
  await friend.getByRole("button", { name: "Move it" }).click();
  await expect(friend.getByRole("heading", { name: "All moved" })).toBeVisible();
  expect(await db(memberships, [account.user.id])).toEqual([{ role: "member" }]);
  await friend.goto("/organizations");
  await expect(friend.getByRole("link", { name: "Choir" })).toBeVisible();
});

test("an owner gives a role and takes a member out, who cannot come back by the old link", async ({
  page,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await found(page, "Team");
  await expect(page.getByText("There is no link at the moment.")).toBeVisible();
  const link = await invite(page);
  const organization = page.url();
  const [jane, email] = [await newVisitor(), newEmail()];
  await becomeRegistered(jane, email);
  expect((await jane.goto(organization))?.status()).toBe(404);
  await jane.goto(link);
  await jane.getByRole("button", { name: "Join", exact: true }).click();
  await expect(jane.getByText("You're a member here.")).toBeVisible();

  await page.reload();
  const item = page.getByRole("listitem").filter({ hasText: email });
  await item.getByLabel(`Role of ${email}`).selectOption("Admin");
  await item.getByRole("button", { name: `Save role of ${email}` }).click();
  await expect(item.getByRole("status")).toHaveText("Saved");
  await jane.reload();
  await expect(jane.getByText("You're an admin here.")).toBeVisible();
  await expect(jane.getByRole("button", { name: /^Save role/ })).toHaveCount(0);
  await jane.getByRole("button", { name: "Turn off link" }).click();
  await expect(jane.getByText("There is no link at the moment.")).toBeVisible();
  const next = await invite(jane);
  expect(next).not.toBe(link);

  await item.getByText(`Remove… ${email}`).click();
  await item.getByRole("button", { name: `Remove ${email}` }).click();
  await expect(item).toHaveCount(0);
  await expect(page.getByText("Removed. The invite link is turned off")).toBeVisible();
  await expect(page.getByText("There is no link at the moment.")).toBeVisible();
  expect((await jane.goto(organization))?.status()).toBe(404);
  await jane.goto(next);
  await expect(jane.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  await page.getByText("Leave…").click();
  await page.getByRole("button", { name: "Leave and delete organization" }).click();
  await expect(page.getByText("You're not in any organizations yet.")).toBeVisible();
});

test("the pages break no rule of WCAG 2.2 AA and fit a phone, in either scheme", async ({
  page,
  newVisitor,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await found(page, "Averylongnamewithoutasinglespaceinitthatmustnotwidenanything");
  const link = await invite(page);
  const friend = await newVisitor();
  await friend.goto(link);
  await friend.getByRole("button", { name: "Join", exact: true }).click();
  await expect(friend.getByText("You're a member here.")).toBeVisible();
  await page.reload();
  await page.getByText("Remove… Guest").click();
  const check = async () => expect(await faultsOf(page), page.url()).toEqual([]);
  await check();
  for (const path of ["/organizations", link, "/join?token=unknown"]) {
    await page.goto(path);
    await check();
  }
  await page.context().clearCookies();
  for (const path of ["/organizations", link]) {
    await page.goto(path);
    await check();
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an organization is made, a link to it is made, and a visitor joins", async ({
    page,
    browser,
    baseURL,
  }) => {
    await found(page, "Plain forms");
    const link = await invite(page);
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
    const friend = await context.newPage();
    await friend.goto(link);
    await friend.getByRole("button", { name: "Join", exact: true }).click();
    await expect(friend.getByRole("heading", { name: "Plain forms" })).toBeVisible();
    expect((await whoIs(friend))?.user.isAnonymous).toBe(true);
    await context.close();
  });
});
