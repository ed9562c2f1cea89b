import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { becomeGuestWithCard, becomeMember, password, signIn, whoIs } from "./support/people";
import { tokenIn } from "./support/smtp";

async function getCode(page: Page): Promise<string> {
  await page.getByRole("button", { name: /recovery code|new code/ }).click();
  const shown = page.getByRole("status").filter({ hasText: "shown this once" });
  await expect(shown).toBeFocused();
  await expect(shown.getByRole("img", { name: "QR picture of the recovery link" })).toBeVisible();
  const [code] = (await shown.textContent())?.match(/\w{4}(-\w{4}){6}/) ?? [];
  if (!code) throw new Error("no code");
  return code;
}

test("a recovery code, shown once, opens the same guest in another browser, once @phone", async ({
  page,
  newVisitor,
}, { project }) => {
  const title = `Recovered on the ${project.name}`;
  const guest = await becomeGuestWithCard(page, title);
  await page.goto("/account");
  const first = await getCode(page);
  const code = await getCode(page);
  expect(code).not.toBe(first);
  await page.reload();
  await expect(page.getByText(code)).toBeHidden();

  const phone = await newVisitor();
  await phone.goto("/resume");
  await phone.getByLabel("Recovery code").fill(first);
  await phone.getByRole("button", { name: "Go on as this guest" }).click();
  await expect(phone.getByText("This code does not open a guest.")).toBeVisible();
  await phone.goto(`/resume?code=${code}`);
  expect(await whoIs(phone)).toBeNull();
  await phone.getByRole("button", { name: "Go on as this guest" }).click();
  await expect(phone.getByText(title)).toBeVisible();
  expect((await whoIs(phone))?.user.id).toBe(guest.user.id);
});

test("a device elsewhere can be signed out", async ({ page, newVisitor }) => {
  const email = "devices@example.com";
  await becomeMember(page, email);
  const elsewhere = await newVisitor();
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, email);
  await expect(elsewhere).toHaveURL("/");

  await page.goto("/account");
  const devices = page.getByRole("region", { name: "Devices" });
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await devices.getByRole("button", { name: "Sign out there" }).click();
  await expect(devices.getByText("Signed out there.")).toBeVisible();
  await expect(devices.getByRole("listitem")).toHaveCount(1);
  expect(await whoIs(elsewhere)).toBeNull();
  expect((await whoIs(page))?.user.email).toBe(email);
});

test("a member changes password and address, each with the password, and takes the data along", async ({
  page,
  mail,
}) => {
  const [email, newEmail, newPassword] = ["old@example.com", "new@example.com", "another horse altogether"];
  await becomeMember(page, email);
  await page.goto("/account");
  await expect(page.getByText("Not confirmed yet")).toBeVisible();
  await page.getByRole("button", { name: "Send a new mail" }).click();
  await expect(page.getByText("It is on its way.")).toBeVisible();

  const ways = page.getByRole("region", { name: "Ways in" });
  await ways.getByText("Change password", { exact: true }).first().click();
  await ways.getByLabel("Current password").fill("not this one at all");
  await ways.getByLabel("New password").fill(newPassword);
  await ways.getByRole("button", { name: "Change password" }).click();
  await expect(ways.getByText("Not the password of this account")).toBeVisible();
  await ways.getByLabel("Current password").fill(password);
  await ways.getByRole("button", { name: "Change password" }).click();
  await expect(ways.getByText("Your password is changed.")).toBeVisible();

  const address = page.getByRole("region", { name: "Email address" });
  await address.getByText("Change address").click();
  await address.getByLabel("New email").fill(newEmail);
  await address.getByLabel("Your password").fill(newPassword);
  await address.getByRole("button", { name: "Send a link to the new address" }).click();
  await expect(address.getByText("Check the new mailbox")).toBeVisible();
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(newEmail))}`);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("region", { name: "Email address" })).toContainText(`${newEmail}Confirmed`);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download your data" }).click();
  expect((await download).suggestedFilename()).toBe("guestbook.json");
});

test("before something is lost it is said, and then it is gone", async ({ page, db }) => {
  const guest = await becomeGuestWithCard(page, "Soon gone");
  await page.goto("/sign-out");
  await expect(page.getByText("you would lose 1 card")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Get a recovery code" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Create account" }).click();
  await expect(page).toHaveURL("/upgrade");

  await page.goto("/account");
  await page.getByRole("link", { name: "Delete this guest" }).click();
  await expect(page.getByText("1 card, with everything on them")).toBeVisible();
  await page.getByRole("button", { name: "Delete this guest" }).click();
  await expect(page.getByRole("heading", { name: "It is all deleted" })).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [guest.user.id])).toEqual([]);
  expect(await whoIs(page)).toBeNull();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a guest gets a recovery code, and a member deletes their account", async ({ page, newVisitor }) => {
    await page.goto("/");
    await page.getByLabel("Who is it for?").fill("Ada");
    await page.getByLabel("What does it say on the card?").fill("Kept without script");
    await page.getByRole("button", { name: "Start the card" }).click();
    const guest = await whoIs(page);
    await page.goto("/account");
    await page.getByRole("button", { name: "Get a recovery code" }).click();
    const [code] = (await page.getByRole("status").first().textContent())?.match(/\w{4}(-\w{4}){6}/) ?? [];
    const other = await newVisitor();
    await other.goto(`/resume?code=${code}`);
    await other.getByRole("button", { name: "Go on as this guest" }).click();
    await expect(other).toHaveURL("/");
    expect((await whoIs(other))?.user.id).toBe(guest?.user.id);

    await becomeMember(page, "deleted@example.com");
    await page.goto("/account/delete");
    await page.getByLabel("Your password").fill("not this one at all");
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByText("Not the password of this account")).toBeVisible();
    await page.getByLabel("Your password").fill(password);
    await page.getByRole("button", { name: "Delete my account" }).click();
    await expect(page.getByRole("heading", { name: "It is all deleted" })).toBeVisible();
  });
});
