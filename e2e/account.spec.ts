import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { addMembership, becomeGuest, becomeMember, newEmail, password, whoIs } from "./support/people";
import { tokenIn } from "./support/smtp";

async function shownCode(page: Page): Promise<string> {
  const code = await page.getByText(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/).textContent();
  if (code === null) throw new Error("no code");
  return code;
}

test("a member changes the address, which counts once the mail to it is answered @phone", async ({
  page,
  mail,
}) => {
  const [email, next] = [newEmail(), newEmail()];
  await becomeMember(page, email);
  await page.goto("/");
  await page.getByRole("button", { name: email }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByRole("button", { name: "Send a new mail" }).click();
  await expect(page.getByText("A new mail is on its way to")).toBeVisible();
  const part = page.getByRole("region", { name: "Change your address" });
  await part.getByLabel("New email").fill(next);
  await part.getByLabel("Password", { exact: true }).fill("not the password");
  await part.getByRole("button", { name: "Change address" }).click();
  await expect(part.getByText("Not the password of this account")).toBeVisible();
  await expect(part.getByLabel("New email")).toHaveValue(next);

  await part.getByLabel("Password", { exact: true }).fill(password);
  await part.getByRole("button", { name: "Change address" }).click();
  await expect(part.getByText("A link is on its way to the new address.")).toBeVisible();
  expect((await whoIs(page))?.user.email).toBe(email);
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(next))}`);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect
    .poll(async () => (await whoIs(page))?.user)
    .toMatchObject({ email: next, emailVerified: true });
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(next))}`);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("status")).toContainText("This link is no longer valid");
  await expect(page.getByRole("status")).toBeFocused();
  await expect(page.getByText(`${next} is confirmed.`)).toBeVisible();
  await page.getByRole("link", { name: "your account page" }).click();
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
});

test("a new password signs every other device out; a short one is refused in its place", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeMember(page, email);
  const phone = await newVisitor();
  await phone.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await page.goto("/account");
  const part = page.getByRole("region", { name: "Change your password" });
  await part.getByLabel("Current password", { exact: true }).fill(password);
  await part.getByLabel("New password", { exact: true }).fill("short");
  await part.getByRole("button", { name: "Change password" }).click();
  await expect(part.getByText("Password too short. Use at least 8 characters.")).toBeVisible();

  await part.getByLabel("New password", { exact: true }).fill("another good horse");
  await part.getByRole("button", { name: "Change password" }).click();
  await expect(part.getByText("Your password is changed")).toBeVisible();
  expect((await whoIs(page))?.user.email).toBe(email);
  expect(await whoIs(phone)).toBeNull();
});

test("a device is signed out from another, and the export is a file", async ({ page, newVisitor }) => {
  const email = newEmail();
  await becomeMember(page, email);
  const phone = await newVisitor();
  await phone.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await page.goto("/account");
  const devices = page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await expect(devices.filter({ hasText: "This device" }).getByRole("button")).toHaveCount(0);
  await devices.getByRole("button", { name: /^Sign out/ }).click();
  await expect(devices.getByRole("status")).toHaveText("Signed out");
  expect(await whoIs(phone)).toBeNull();
  expect((await whoIs(page))?.user.email).toBe(email);

  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export my data" }).click();
  expect((await started).suggestedFilename()).toBe("guestbook.json");
});

test("an account is deleted after its password, once it was said what goes with it", async ({ page, db }) => {
  await becomeGuest(page);
  await addMembership(page, "Not for long");
  const { user } = await becomeMember(page);
  await page.goto("/account");
  await page.getByRole("link", { name: "Delete account" }).click();
  await expect(page.getByText("You would lose 1 membership, for good.")).toBeVisible();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { name: "Delete your account?" })).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [user.id])).toHaveLength(1);

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [user.id])).toEqual([]);
  expect(await whoIs(page)).toBeNull();
});

test("a recovery code, shown once, opens the guest in another browser, once @phone", async ({
  page,
  newVisitor,
}) => {
  const guest = await becomeGuest(page);
  await addMembership(page, "In the drawer");
  await page.goto("/account");
  await expect(page.getByText("You have 1 membership here.")).toBeVisible();
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  await expect(page.getByRole("img", { name: /camera/ })).toBeVisible();
  const code = await shownCode(page);
  await page.reload();
  await expect(page.getByText(code)).toBeHidden();

  const phone = await newVisitor();
  await becomeGuest(phone);
  await addMembership(phone, "Made on the phone");
  await phone.goto(`/resume?code=${code}`);
  await expect(phone.getByText("This browser holds another guest account, with 1 membership.")).toBeVisible();
  expect((await whoIs(phone))?.user.id).not.toBe(guest.user.id);
  await expect(phone.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
  await expect(phone.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await phone.getByRole("button", { name: "Open guest account" }).click();
  await expect(phone.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  expect((await whoIs(phone))?.user.id).toBe(guest.user.id);
  await phone.getByRole("link", { name: "Bring it along, or let it go" }).click();
  await expect(phone.getByRole("heading", { name: "Bring your guest work along?" })).toBeVisible();

  await page.goto(`/resume?code=${code}`);
  await page.getByRole("button", { name: "Open guest account" }).click();
  await expect(page.getByText("This code opens nothing.")).toBeVisible();
  await expect(page.getByLabel("Recovery code")).toHaveValue(code);
});

test("a guest is told what a sign-out loses, with a way back at hand", async ({ page }) => {
  await becomeGuest(page);
  await addMembership(page, "Almost lost");
  await page.goto("/sign-out");
  await expect(page.getByText("You would lose 1 membership.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Create account" })).toBeVisible();
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  await expect(page.getByText("it is not shown again")).toBeVisible();
  await page.getByRole("button", { name: "Leave this guest account" }).click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  expect(await whoIs(page)).toBeNull();
});

test("a visitor is sent to sign in, and opening pages makes nobody a guest", async ({ page }) => {
  await page.goto("/account");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/account/delete");
  await expect(page.getByRole("heading", { name: "Nobody is signed in here" })).toBeVisible();
  expect(await whoIs(page)).toBeNull();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a guest takes a recovery code, leaves, and comes back with it", async ({ page }) => {
    await page.request.post("/api/auth/sign-in/anonymous");
    const guest = await whoIs(page);
    await page.goto("/account");
    await page.getByRole("button", { name: "Show a recovery code" }).click();
    const code = await shownCode(page);
    await page.goto("/sign-out");
    await page.getByRole("button", { name: "Leave this guest account" }).click();
    await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
    await page.goto("/resume");
    await page.getByLabel("Recovery code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Open guest account" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    expect((await whoIs(page))?.user.id).toBe(guest?.user.id);
  });
});
