import { readFileSync } from "node:fs";
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
import { tokenIn } from "./support/smtp";

/** Opens the form of a row of the account page. */
async function edit(page: Page, name: "email" | "password") {
  const row = page.locator(`#${name}`);
  await row.locator("summary").click();
  return row;
}

async function shownCode(page: Page): Promise<string> {
  const code = await page.getByText(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/).textContent();
  if (code === null) throw new Error("no code");
  return code;
}

test("a registered user changes the address, which counts once the mail to it is answered @phone", async ({
  page,
  mail,
}) => {
  const [email, next] = [newEmail(), newEmail()];
  await becomeRegistered(page, email);
  await page.goto("/");
  await page.getByRole("button", { name: email }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByRole("button", { name: "Send a new email" }).click();
  await expect(page.getByText("We sent a new link to")).toBeVisible();
  const part = await edit(page, "email");
  await part.getByLabel("New email").fill(next);
  await part.getByLabel("Password", { exact: true }).fill("not the password");
  await part.getByRole("button", { name: "Change email" }).click();
  await expect(part.getByText("Wrong password.")).toBeVisible();
  await expect(part.getByLabel("New email")).toHaveValue(next);

  await part.getByLabel("Password", { exact: true }).fill(password);
  await part.getByRole("button", { name: "Change email" }).click();
  await expect(part.getByText("We sent a link to the new address.")).toBeVisible();
  expect((await whoIs(page))?.user.email).toBe(email);
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(next))}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect
    .poll(async () => (await whoIs(page))?.user)
    .toMatchObject({ email: next, emailVerified: true });
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(next))}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect(page.getByRole("status")).toContainText("This link no longer works");
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
  await becomeRegistered(page, email);
  const phone = await newVisitor();
  await phone.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await page.goto("/account");
  const part = await edit(page, "password");
  await part.getByLabel("Current password", { exact: true }).fill(password);
  await part.getByLabel("New password", { exact: true }).fill("short");
  await part.getByRole("button", { name: "Change password" }).click();
  await expect(part.getByText("That password is too short. Use at least 8 characters.")).toBeVisible();

  await part.getByLabel("New password", { exact: true }).fill("another good horse");
  await part.getByRole("button", { name: "Change password" }).click();
  await expect(part.getByText("Your password is changed")).toBeVisible();
  expect((await whoIs(page))?.user.email).toBe(email);
  expect(await whoIs(phone)).toBeNull();
});

test("a device is signed out from another, and the export is a file", async ({ page, newVisitor }) => {
  const email = newEmail();
  await becomeRegistered(page, email);
  const phone = await newVisitor();
  await phone.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await page.goto("/account");
  const devices = page.getByRole("region", { name: "Your devices" }).getByRole("listitem");
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
  await addMembership(page, "Not for long"); // eject: organizations
  const { user } = await becomeRegistered(page);
  await page.goto("/account");
  await page.getByRole("link", { name: "Delete account" }).click();
  await expect(page.getByText("This permanently deletes 1 membership.")).toBeVisible(); // eject: organizations
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("heading", { name: "Delete your account?" })).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [user.id])).toHaveLength(1);

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("heading", { name: "Your account has been deleted" })).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [user.id])).toEqual([]);
  expect(await whoIs(page)).toBeNull();
});

test("a recovery code, shown once, opens the guest in another browser, once @phone", async ({
  page,
  newVisitor,
}) => {
  const guest = await becomeGuest(page);
  await addMembership(page, "In the drawer"); // eject: organizations
  await page.goto("/account");
  await expect(page.getByText("You've made 1 membership.")).toBeVisible(); // eject: organizations
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const code = await shownCode(page);
  await page.reload();
  await expect(page.getByText(code)).toBeHidden();

  const phone = await newVisitor();
  await becomeGuest(phone);
  await addMembership(phone, "Made on the phone"); // eject: organizations
  await phone.goto(`/resume?code=${code}`);
  await expect(phone.getByText("This browser has another guest account with 1 membership.")).toBeVisible(); // eject: organizations
  expect((await whoIs(phone))?.user.id).not.toBe(guest.user.id);
  await expect(phone.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
  await expect(phone.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await phone.getByRole("button", { name: "Open guest account" }).click();
  await expect(phone.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  expect((await whoIs(phone))?.user.id).toBe(guest.user.id);
  // eject-start: organizations
  await phone.getByRole("link", { name: "Move or delete it" }).click();
  await expect(phone.getByRole("heading", { name: "Move your guest work to this account?" })).toBeVisible();
  // eject-end: organizations

  await page.goto(`/resume?code=${code}`);
  await page.getByRole("button", { name: "Open guest account" }).click();
  await expect(page.getByText("That code doesn't work.")).toBeVisible();
  await expect(page.getByLabel("Recovery code")).toHaveValue(code);
});

test("a guest is told what a sign-out loses, with a way back at hand", async ({ page }) => {
  await becomeGuest(page);
  await addMembership(page, "Almost lost"); // eject: organizations
  await page.goto("/sign-out");
  await expect(page.getByText("You'll lose 1 membership.")).toBeVisible(); // eject: organizations
  await expect(page.getByRole("link", { name: "Create account" })).toBeVisible();
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  await expect(page.getByText("you won't see it again")).toBeVisible();
  await page.getByRole("button", { name: "Leave this guest account" }).click();
  await expect(page.getByRole("heading", { name: "You're signed out" })).toBeVisible();
  expect(await whoIs(page)).toBeNull();
});

test("a recovery code can be copied and downloaded", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await becomeGuest(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  const code = await shownCode(page);
  await page.getByRole("button", { name: "Copy code" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download code" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("recovery-code.txt");
  expect(readFileSync(await file.path(), "utf8")).toContain(code);
});

test("a registered user changes their name, and signs out everywhere else", async ({ page, newVisitor }) => {
  const email = newEmail();
  await becomeRegistered(page, email);
  const other = await newVisitor();
  await other.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await page.goto("/account");
  await page.locator("summary", { hasText: "Name" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Łucja Ğ");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Your name is saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Łucja Ğ" })).toBeVisible();
  expect((await whoIs(other))?.user.name).toBe("Łucja Ğ");

  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("You're signed out everywhere else.")).toBeVisible();
  expect(await whoIs(other)).toBeNull();
  expect((await whoIs(page))?.user.email).toBe(email);
});

test("a visitor is sent to sign in, and opening pages makes nobody a guest", async ({ page }) => {
  await page.goto("/account");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/account/delete");
  await expect(page.getByRole("heading", { name: "You're not signed in" })).toBeVisible();
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
    await expect(page.getByRole("heading", { name: "You're signed out" })).toBeVisible();
    await page.goto("/resume");
    await page.getByLabel("Recovery code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Open guest account" }).click();
    await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
    expect((await whoIs(page))?.user.id).toBe(guest?.user.id);
  });
});
