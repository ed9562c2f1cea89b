import type { Page } from "@playwright/test";
import { apiClient } from "@/lib/testing/api";
import { addMembership, becomeGuest, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { codeIn, tokenIn } from "./support/smtp";

const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function askForLink(page: Page, email: string, next = "/") {
  await page.goto(`/magic-link?next=${encodeURIComponent(next)}`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
}

async function newUser(url: string): Promise<string> {
  const email = newEmail();
  await apiClient(url).post("/api/auth/sign-up/email", { body: { email, password } });
  return email;
}

// eject-start: organizations
async function signIn(page: Page, email: string, secret = password) {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
// eject-end: organizations

test("a mailed link upgrades the guest in place and goes on to where they were @phone", async ({
  page,
  mail,
}) => {
  const { user: guest } = await becomeGuest(page);
  const email = newEmail();
  await askForLink(page, email, "/sign-out");
  await page.goto(`/magic-link?token=${tokenIn(await mail.waitFor(email))}`);
  expect((await whoIs(page))?.user.isAnonymous).toBe(true);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/sign-out");
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.id, email, emailVerified: true });
});

test("the code does the same, and a wrong one is refused at its field", async ({ page, mail }) => {
  const { user: guest } = await becomeGuest(page);
  const email = newEmail();
  await askForLink(page, email);
  const code = codeIn(await mail.waitFor(email));
  const field = page.getByLabel("Code");
  await expect(field).toBeFocused();
  await field.fill(otherThan(code));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("That code is wrong or has expired.")).toBeVisible();
  await expect(field).toBeFocused();
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.id, isAnonymous: true });
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/");
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.id, email });
});

test("another browser is told where the code belongs, and nothing about the address", async ({
  page,
  newVisitor,
  mail,
}) => {
  const email = newEmail();
  await askForLink(page, email);
  const path = `/magic-link?token=${tokenIn(await mail.waitFor(email))}`;
  const other = await newVisitor();
  await other.goto(path);
  await expect(other.getByRole("heading", { name: "Enter the code in the other browser" })).toBeVisible();
  expect(await other.content()).not.toContain(email);
  expect(await whoIs(other)).toBeNull();

  await page.goto(path);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/");
  expect((await whoIs(page))?.user.email).toBe(email);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("pages with a token are kept by no search engine and named to no other site", async ({ page }) => {
  for (const path of ["/magic-link", "/reset-password", "/verify-email"]) {
    await page.goto(`${path}?token=unknown`);
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
    await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
  }
});

test("a forgotten password is set anew by mail, once", async ({ page, server, mail }) => {
  const email = await newUser(server.app.url);
  const confirmation = tokenIn(await mail.waitFor(email));
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expect(page.getByRole("status")).toBeFocused();
  await expect.poll(async () => tokenIn(await mail.waitFor(email))).not.toBe(confirmation);

  const path = `/reset-password?token=${tokenIn(await mail.waitFor(email))}`;
  await page.goto(path);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText("That password is too short")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("another horse altogether");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page).toHaveURL("/");
  expect((await whoIs(page))?.user).toMatchObject({ email, emailVerified: true });

  await page.goto(path);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
});

test("an unknown address gets the same answer on the page", async ({ page }) => {
  await page.goto("/reset-password");
  await page.getByLabel("Email").fill(newEmail());
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
});

// eject-start: organizations
test("a guest who signs in is told before what becomes of the work, and asked about it after", async ({
  page,
  server,
}) => {
  const email = await newUser(server.app.url);
  const { user: guest } = await becomeGuest(page);
  await addMembership(page, "Well done"); // eject: organizations
  await signIn(page, email, "not the password");
  await expect(page.getByText("you'll have 30 minutes to move it")).toBeVisible();
  await expect(page.getByText("Invalid email or password")).toBeVisible();
  expect((await whoIs(page))?.user.id).toBe(guest.id);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/welcome-back");
  expect((await whoIs(page))?.user.email).toBe(email);
});
// eject-end: organizations

test("signing in goes on to a path of this site alone", async ({ page, server }) => {
  const email = await newUser(server.app.url);
  for (const [next, onward] of [
    ["/account?kept=1", "/account?kept=1"],
    ["//evil.example", "/"],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(onward);
  }
});

test("the upgrade page has every way, and refuses an address that is taken", async ({ page, server }) => {
  const taken = await newUser(server.app.url);
  const { user: guest } = await becomeGuest(page);
  await page.goto("/upgrade?next=%2Fsign-out");
  await expect(page.getByRole("link", { name: "Email me a link instead" })).toHaveAttribute(
    "href",
    "/magic-link?next=%2Fsign-out",
  );
  await page.getByLabel("Email").fill(taken);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Email already in use")).toBeVisible();
  const email = newEmail();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You're all set")).toBeVisible();
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.id, email });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor gets in by code after a wrong one, and by a link", async ({ page, mail }) => {
    const email = newEmail();
    await askForLink(page, email, "/sign-out");
    const code = codeIn(await mail.waitFor(email));
    await page.getByLabel("Code").fill(otherThan(code));
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("That code is wrong or has expired.")).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(email);
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("link", { name: "Continue" }).click();
    await expect(page).toHaveURL("/sign-out");
    expect((await whoIs(page))?.user.email).toBe(email);

    await page.context().clearCookies();
    const known = mail.mails.length;
    await askForLink(page, email);
    await expect.poll(() => mail.mails.length).toBe(known + 1);
    await page.goto(`/magic-link?token=${tokenIn(await mail.waitFor(email))}`);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "You're signed in" })).toBeVisible();
    expect((await whoIs(page))?.user.email).toBe(email);
  });

  test("a new password can be set", async ({ page, server, mail }) => {
    const email = await newUser(server.app.url);
    await mail.waitFor(email);
    const known = mail.mails.length;
    await page.goto("/reset-password");
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText(email)).toBeVisible();
    await expect.poll(() => mail.mails.length).toBe(known + 1);
    await page.goto(`/reset-password?token=${tokenIn(await mail.waitFor(email))}`);
    await page.getByLabel("Password", { exact: true }).fill("another horse altogether");
    await page.getByRole("button", { name: "Save password" }).click();
    await expect(page.getByRole("heading", { name: "You're signed in" })).toBeVisible();
    expect((await whoIs(page))?.user.email).toBe(email);
  });
});
