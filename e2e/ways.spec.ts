import type { APIRequestContext, Page } from "@playwright/test";
import type { SignedIn } from "@/lib/api/shapes";
import { addMembership, becomeGuest, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect } from "./fixtures";
import { test } from "./provider-fixtures";
import { apiKey } from "./support/app";
import { codeIn, type MailServer, tokenIn } from "./support/smtp";
import { plugIn } from "./support/virtual-authenticator"; // eject: passkeys

/** What a way may use: each gets to the end of it in the guest's own browser, to the page that it ends on. */
type Visit = { page: Page; email: string; mail: MailServer };

async function askForMail({ page, email }: Visit) {
  await page.getByRole("link", { name: "Email me a link instead" }).click();
  await expect(page.getByRole("heading", { name: "Continue by email" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
}

async function throughOpenId({ page, email }: Visit, name: string) {
  await page.route(/fonts\.g/, (route) => route.fulfill({ body: "" }));
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await page.getByPlaceholder("Enter any login").fill(email);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/account");
}

const through =
  (name: string) =>
  async ({ page }: Visit) => {
    await page.getByRole("button", { name: `Continue with ${name}` }).click();
    await expect(page).toHaveURL("/account");
  };

/** Every way from guest to registered user, from the page that has them all. The README's table has the same. */
const ways: Record<string, (visit: Visit) => Promise<void>> = {
  "Email and password": async ({ page, email }) => {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  },
  "Mailed link": async (visit) => {
    await askForMail(visit);
    await visit.page.goto(`/magic-link?token=${tokenIn(await visit.mail.waitFor(visit.email))}`);
    await visit.page.getByRole("button", { name: "Continue" }).click();
    await expect(visit.page).toHaveURL("/account");
  },
  "Mailed code": async (visit) => {
    await askForMail(visit);
    await visit.page.getByLabel("Code").fill(codeIn(await visit.mail.waitFor(visit.email)));
    await visit.page.getByRole("button", { name: "Continue" }).click();
    await expect(visit.page).toHaveURL("/account");
  },
  // eject-start: passkeys
  Passkey: async ({ page }) => {
    await plugIn(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  },
  // eject-end: passkeys
  "OpenID Connect": (visit) => throughOpenId(visit, "Example ID"),
  Google: (visit) => throughOpenId(visit, "Google"),
  GitHub: through("GitHub"),
  Apple: through("Apple"),
};

/** Gives the guest preferences, as the owner of a product may. */
async function addPreferences(request: APIRequestContext, { user }: SignedIn) {
  const headers = { authorization: `Bearer ${apiKey}` };
  const metadata = { theme: "dark", onboarding: { step: 3 } };
  await request.patch(`/api/v1/users/${user.id}`, { headers, data: { metadata } });
}

// eject-start: passkeys
test.beforeEach(async ({ request }) => {
  const headers = { authorization: `Bearer ${apiKey}` };
  await request.patch("/api/v1/configuration", { headers, data: { authMethods: { passkey: true } } });
});
// eject-end: passkeys

for (const [name, upgrade] of Object.entries(ways)) {
  test(`${name}: keeps id, session, rows and preferences, and gives a new secret`, async ({
    page,
    request,
    mail,
    db,
    openId,
    others,
    receiver, // eject: webhooks
  }) => {
    const email = newEmail();
    openId.people.set(email, { email, email_verified: true });
    const id = Date.now();
    others.gitHub.user = { id, login: "way", name: null, email: null, avatar_url: "" };
    others.gitHub.emails = [{ email, primary: true, verified: true, visibility: null }];
    others.apple = Object.assign(others.apple, { claims: { sub: `way.${id}`, email, email_verified: true } });

    const guest = await becomeGuest(page);
    await addMembership(page, "Kept on the way"); // eject: organizations
    await addPreferences(request, guest);
    // eject-start: organizations
    const memberships = () => db("SELECT * FROM memberships WHERE user_id = $1", [guest.user.id]);
    const before = await memberships();
    expect(before).toHaveLength(1);
    // eject-end: organizations

    const cookies = await page.context().cookies();
    await page.goto("/upgrade?next=/account");
    await upgrade({ page, email, mail });

    const registered = await whoIs(page);
    expect(registered?.user).toMatchObject({
      id: guest.user.id,
      isAnonymous: false,
      email: name === "Passkey" ? null : email,
      createdAt: guest.user.createdAt,
      metadata: { theme: "dark", onboarding: { step: 3 } },
    });
    expect(registered?.session).toMatchObject({ id: guest.session.id, createdAt: guest.session.createdAt });
    expect(await memberships()).toEqual(before); // eject: organizations
    const secret = (of: typeof cookies) => of.find(({ name }) => name === "guestbook")?.value;
    expect(secret(await page.context().cookies())).not.toBe(secret(cookies));
    // eject-start: organizations
    await page.goto("/organizations");
    await expect(page.getByRole("link", { name: "Kept on the way" })).toBeVisible();
    // eject-end: organizations
    expect(
      await db("SELECT type FROM audit_events WHERE user_id = $1 AND type = 'user.upgraded'", [
        guest.user.id,
      ]),
    ).toHaveLength(1);
    // eject-start: webhooks
    const told = () =>
      receiver.received.flatMap(({ event }) => (event.data.userId === guest.user.id ? [event.type] : []));
    await expect.poll(told).toEqual(["user.created", "user.upgraded"]);
    // eject-end: webhooks
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a visitor signs in through a provider, and a refusal is said where it began", async ({
    page,
    others,
  }) => {
    others.gitHub.user = { id: Date.now(), login: "plain", name: "Plain", email: null, avatar_url: "" };
    others.gitHub.emails = [{ email: newEmail(), primary: true, verified: true, visibility: null }];
    await page.goto("/sign-in?next=/account");
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
    await expect(page).toHaveURL("/account");
    expect((await whoIs(page))?.user).toMatchObject({ isAnonymous: false, name: "Plain" });

    await page.context().clearCookies();
    await others.behave("cancel");
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
    await expect(page.getByText("Sign-in cancelled")).toBeVisible();
  });
});

test("what is switched off is not offered, and what is typed is measured by the owner's minimum", async ({
  page,
  request,
  expectedErrors,
}) => {
  const headers = { authorization: `Bearer ${apiKey}` };
  const save = async (data: object) =>
    expect((await request.patch("/api/v1/configuration", { headers, data })).ok()).toBe(true);
  await save({ password: { minLength: 12 } });
  await page.goto("/sign-up");
  await expect(page.getByText("At least 12 characters")).toBeVisible();

  await save({ authMethods: { emailPassword: false, social: { github: false } } });
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
  await expect(page.getByText("Forgot your password?")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Continue with GitHub" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Continue with Apple" })).toBeVisible();
  await page.goto("/reset-password");
  await expect(page.getByRole("heading", { name: "This sign-in method is turned off" })).toBeVisible();

  await save({ authMethods: { emailPassword: true, magicLink: false, anonymous: false } });
  expectedErrors.push(/403/);
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Create account" })).toHaveCount(0);
  await page.goto("/upgrade");
  await expect(page.getByRole("link", { name: /Email me a link/ })).toHaveCount(0);
  await page.goto("/magic-link");
  await page.getByRole("link", { name: "See other options" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await save({
    authMethods: { anonymous: true, magicLink: true, social: { github: true } },
    password: { minLength: 8 },
  });
});

test("whoever reloads after asking for a mail is asked for the code, not for the address again", async ({
  page,
}) => {
  await page.goto("/magic-link?next=/account");
  await page.getByLabel("Email").fill(newEmail());
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expect(page).toHaveURL("/magic-link?code&next=%2Faccount");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
});
