import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { becomeGuest, becomeMember, newEmail, password, startCard, whoIs } from "./support/people";
import { codeIn, type MailServer, tokenIn } from "./support/smtp";

async function signIn(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function askForLink(page: Page, mail: MailServer, email: string) {
  await page.getByRole("main").getByRole("link", { name: "Email me a link instead" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  return mail.waitFor(email);
}

async function forgetPassword(page: Page, mail: MailServer, email: string): Promise<string> {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect.poll(async () => (await mail.waitFor(email)).subject).toBe("Set a new password");
  return `/reset-password?token=${tokenIn(await mail.waitFor(email))}`;
}

test("signing in leads back to the page one came from, and never to another site @phone", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeMember(page, email);
  const reader = await newVisitor();
  await becomeGuest(reader);
  await startCard(reader, "Read by many");
  const card = new URL(reader.url()).pathname;
  const visitor = await newVisitor();
  await visitor.goto(card);
  await visitor.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await signIn(visitor, email);
  await expect(visitor).toHaveURL(card);
  expect((await whoIs(visitor))?.user.email).toBe(email);

  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "/.//evil.example"]) {
    const lured = await newVisitor();
    await lured.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(lured, email);
    await expect(lured).toHaveURL("/");
  }
});

test("a wrong password is said in place, and the address is kept", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, "nobody@example.com");
  await expect(page.getByText("Invalid email or password. Check both and try again.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("nobody@example.com");
});

test("a guest is told what a sign-in leaves, and is asked about it on the way back @phone", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeMember(await newVisitor(), email);
  await becomeGuest(page);
  await startCard(page, "Left for a moment");
  const card = new URL(page.url()).pathname;
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByText("You have a guest account here, with 1 card.")).toBeVisible();
  await expect(page.getByRole("link", { name: "take a recovery code" })).toBeVisible();
  await signIn(page, email);
  await page.getByRole("button", { name: "Bring it along" }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(card);
});

test("a mailed link, opened where it was asked for, upgrades the guest in place @phone", async ({
  page,
  newVisitor,
  mail,
  db,
}) => {
  const [email, title] = [newEmail(), "By link"];
  const guest = await becomeGuest(page);
  await startCard(page, title);
  const card = new URL(page.url()).pathname;
  await page.getByRole("banner").getByRole("button", { name: "Guest" }).click();
  await page.getByRole("banner").getByRole("link", { name: "Create account" }).click();
  const link = `/magic-link?token=${tokenIn(await askForLink(page, mail, email))}`;

  // Somebody else who has the mail gets nothing, and neither does whoever merely looks.
  const elsewhere = await newVisitor();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { name: "Type the code in the other browser" })).toBeVisible();
  expect(await whoIs(elsewhere)).toBeNull();
  await page.goto(link);
  expect((await whoIs(page))?.user.isAnonymous).toBe(true);

  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(card);
  const member = await whoIs(page);
  expect(member?.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email, emailVerified: true });
  expect(member?.session.id).toBe(guest.session.id);
  expect(await db("SELECT owner_id FROM cards WHERE id = $1", [card.slice("/cards/".length)])).toEqual([
    { owner_id: guest.user.id },
  ]);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
});

test("the six digits let a new member in; a wrong code is said at its field", async ({ page, mail }) => {
  const email = newEmail();
  await page.goto("/sign-in?next=/account");
  const code = codeIn(await askForLink(page, mail, email));
  const field = page.getByLabel("Code");
  await field.fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Not the code in the newest mail")).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/account");
  expect((await whoIs(page))?.user).toMatchObject({ email, emailVerified: true });
});

test("a forgotten password is replaced by mail, and the other devices are signed out", async ({
  page,
  newVisitor,
  mail,
}) => {
  const email = newEmail();
  const member = await becomeMember(page, email);
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(email))}`);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your address is confirmed" })).toBeFocused();

  const elsewhere = await newVisitor();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("link", { name: "Forgot your password?" }).click();
  const link = await forgetPassword(elsewhere, mail, email);
  await elsewhere.goto(link);
  await elsewhere.getByLabel("Password", { exact: true }).fill("short");
  await elsewhere.getByRole("button", { name: "Save password" }).click();
  await expect(elsewhere.getByText("Password too short")).toBeVisible();
  await elsewhere.getByLabel("Password", { exact: true }).fill("another horse altogether");
  await elsewhere.getByRole("button", { name: "Save password" }).click();
  await expect(elsewhere).toHaveURL("/");
  expect((await whoIs(elsewhere))?.user.id).toBe(member.user.id);
  expect(await whoIs(page)).toBeNull();

  await elsewhere.goto(link);
  await elsewhere.getByLabel("Password", { exact: true }).fill("a third horse, much later");
  await elsewhere.getByRole("button", { name: "Save password" }).click();
  await expect(elsewhere.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
});

test("pages that carry a secret send no address on, and are not for search engines", async ({ page }) => {
  for (const path of ["/verify-email", "/magic-link", "/reset-password", "/resume"]) {
    await page.goto(`${path}?token=secret`);
    await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  }
});

test("whoever comes back from a provider without an account is told why, on a page about accounts too", async ({
  page,
}) => {
  await page.goto("/sign-up?error=ACCOUNT_ALREADY_LINKED");
  await expect(page.getByText("That account belongs to somebody here already.")).toBeVisible();
});

test("a guest about to delete everything is shown how to keep it", async ({ page }) => {
  await becomeGuest(page);
  await startCard(page, "Nearly lost");
  await page.goto("/account/delete");
  await expect(page.getByText("You would lose 1 card")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "take a recovery code" }).click();
  await expect(page).toHaveURL("/account#recovery");
  await expect(page.getByRole("region", { name: "Or take a recovery code" })).toBeInViewport();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the forms post: by mail, by a new password, and back to where one came from", async ({
    page,
    mail,
  }) => {
    const email = newEmail();
    await page.goto("/upgrade?next=/account");
    const link = `/magic-link?token=${tokenIn(await askForLink(page, mail, email))}`;
    await page.goto(link);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Continue" }).click();
    await expect(page).toHaveURL("/account");
    expect((await whoIs(page))?.user).toMatchObject({ email, emailVerified: true });

    await page.goto("/reset-password");
    await page.goto(await forgetPassword(page, mail, email));
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Save password" }).click();
    await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
    await page.goto("/sign-out");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
    await page.goto("/sign-in?next=/account");
    await signIn(page, email);
    await page.getByRole("main").getByRole("link", { name: "Continue" }).click();
    await expect(page).toHaveURL("/account");
  });
});
