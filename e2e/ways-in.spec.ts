import { expect, test } from "./fixtures";
import { becomeGuestWithCard, becomeMember, password, signIn, whoIs } from "./support/people";
import { codeIn, tokenIn } from "./support/smtp";

test("signing in leads back to the page one came from, and never to another site @phone", async ({
  page,
  newVisitor,
}, { project }) => {
  const email = `back-${project.name}@example.com`;
  await becomeMember(page, email);
  const reader = await newVisitor();
  await reader.goto("/account");
  await reader.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await signIn(reader, email);
  await expect(reader).toHaveURL("/account");
  expect((await whoIs(reader))?.user.email).toBe(email);

  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "/.//evil.example"]) {
    const visitor = await newVisitor();
    await visitor.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(visitor, email);
    await expect(visitor).toHaveURL("/");
  }
});

test("a wrong password is said in place, and the address is kept", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, "nobody@example.com");
  await expect(page.getByText("Invalid email or password. Check both and try again.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("nobody@example.com");
});

test("a mailed link, opened where it was asked for, upgrades the guest in place @phone", async ({
  page,
  newVisitor,
  mail,
  db,
}, { project }) => {
  const email = `link-${project.name}@example.com`;
  const title = `By link from ${project.name}`;
  const guest = await becomeGuestWithCard(page, title);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link instead" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  const link = `/magic-link?token=${tokenIn(await mail.waitFor(email))}`;

  // Somebody else who has the mail gets nothing, and neither does whoever merely looks.
  const elsewhere = await newVisitor();
  await elsewhere.goto(link);
  await expect(
    elsewhere.getByRole("heading", { name: "Type the code where you asked for it" }),
  ).toBeVisible();
  expect(await whoIs(elsewhere)).toBeNull();
  await page.goto(link);
  expect((await whoIs(page))?.user.isAnonymous).toBe(true);

  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  const member = await whoIs(page);
  expect(member?.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email, emailVerified: true });
  expect(member?.session.id).toBe(guest.session.id);
  expect(await db("SELECT owner_id FROM cards WHERE title = $1", [title])).toEqual([
    { owner_id: guest.user.id },
  ]);

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
});

test("the six digits let in the owner of the address; a wrong code is said at its field", async ({
  page,
  newVisitor,
  mail,
}) => {
  const email = "digits@example.com";
  const member = await becomeMember(await newVisitor(), email);
  const verification = tokenIn(await mail.waitFor(email));
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link instead" }).click();
  await expect(page.getByLabel("Six-digit code")).toBeVisible();
  await expect.poll(async () => tokenIn(await mail.waitFor(email))).not.toBe(verification);
  const code = codeIn(await mail.waitFor(email));

  await page.getByLabel("Six-digit code").fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Not the code in the newest mail")).toBeVisible();
  await expect(page.getByLabel("Six-digit code")).toBeFocused();
  await page.getByLabel("Six-digit code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/account");
  // An address that was only claimed is proven by the mailbox: its prover gets an account of their own.
  const arrived = await whoIs(page);
  expect(arrived?.user).toMatchObject({ email, emailVerified: true });
  expect(arrived?.user.id).not.toBe(member.user.id);
});

test("a forgotten password is replaced by mail, and the other devices are signed out", async ({
  page,
  newVisitor,
  mail,
}) => {
  const email = "forgetful@example.com";
  const member = await becomeMember(page, email);
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(email))}`);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();

  const elsewhere = await newVisitor();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("link", { name: "Forgot your password?" }).click();
  await elsewhere.getByLabel("Email").fill(email);
  await elsewhere.getByRole("button", { name: "Send the link" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect.poll(async () => (await mail.waitFor(email)).subject).toBe("Set a new password");
  const link = `/reset-password?token=${tokenIn(await mail.waitFor(email))}`;
  await elsewhere.goto(link);
  await elsewhere.getByLabel("New password").fill("short");
  await elsewhere.getByRole("button", { name: "Change password" }).click();
  await expect(elsewhere.getByText("Password too short")).toBeVisible();
  await elsewhere.getByLabel("New password").fill("another horse altogether");
  await elsewhere.getByRole("button", { name: "Change password" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Your password is changed" })).toBeVisible();
  expect((await whoIs(elsewhere))?.user.id).toBe(member.user.id);
  expect(await whoIs(page)).toBeNull();

  await elsewhere.goto(link);
  await elsewhere.getByLabel("New password").fill("a third horse, much later");
  await elsewhere.getByRole("button", { name: "Change password" }).click();
  await expect(elsewhere.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
});

test("pages that carry a secret send no address on, and are not for search engines", async ({ page }) => {
  for (const path of ["/verify-email", "/magic-link", "/reset-password", "/resume"]) {
    await page.goto(`${path}?token=secret`);
    await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "strict-origin");
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the forms post: by password, by mail, and back to where one came from", async ({ page, mail }) => {
    const email = "plain@example.com";
    await page.goto("/upgrade?next=/account");
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Email me a link instead" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await page.goto(`/magic-link?token=${tokenIn(await mail.waitFor(email))}`);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).toHaveURL("/account");
    expect((await whoIs(page))?.user).toMatchObject({ email, emailVerified: true });

    await page.goto("/reset-password");
    await expect(page.getByLabel("Email")).toHaveValue(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    await expect.poll(async () => (await mail.waitFor(email)).subject).toBe("Set a new password");
    await page.goto(`/reset-password?token=${tokenIn(await mail.waitFor(email))}`);
    await page.getByLabel("New password").fill(password);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByRole("heading", { name: "Your password is changed" })).toBeVisible();
    await page.goto("/sign-out");
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.goto("/sign-in?next=/account");
    await signIn(page, email);
    await expect(page).toHaveURL("/account");
  });
});

test("the pages of a guest say what becoming a member keeps", async ({ page }) => {
  await becomeGuestWithCard(page, "Kept");
  await page.goto("/upgrade");
  await expect(page.getByText("As a guest you made 1 card.")).toBeVisible();
});
